import KafkaProtocol
import Transport

/// What a connection goes through between being connected and its first request: a sequence of steps, each of which ends it with a clear error.
///
/// Today that is agreeing on versions (KIP-35, KIP-511). A security layer goes where it belongs in the order: TLS between connecting and this,
/// SASL after it.
extension BrokerConnection {
  /// - Returns: what was agreed on, and the answer that said so.
  func setUp(deadline: ContinuousClock.Instant) async throws(KafkaClientError) -> (VersionTable, Answer) {
    try await agreeOnVersions(deadline: deadline)
  }

  /// Asks in the newest version. A broker that doesn't know it answers in version 0 with UNSUPPORTED_VERSION and, in that same answer, the
  /// versions it does know (KIP-511); in the best of those it is asked again.
  private func agreeOnVersions(deadline: ContinuousClock.Instant) async throws(KafkaClientError) -> (VersionTable, Answer) {
    let known = ApiVersionsRequest.validVersions
    var version = known.upperBound
    for _ in 0..<2 {
      let (answer, response) = try await askVersions(version: version, deadline: deadline)
      let table = VersionTable(response)
      switch response.errorCode {
      case .none:
        return (table, answer)
      case .unsupportedVersion:
        version = table.best(for: .apiVersions, among: known) ?? known.lowerBound
      case let code:
        throw KafkaClientError(.rejected, api: .apiVersions, address: address, detail: "the broker answered \(code.name)")
      }
    }
    throw KafkaClientError(.rejected, api: .apiVersions, address: address, detail: "the broker refuses every version of ApiVersions")
  }

  private func askVersions(
    version: Int16, deadline: ContinuousClock.Instant
  ) async throws(KafkaClientError) -> (Answer, ApiVersionsResponse) {
    var request = ApiVersionsRequest()
    if version >= 3 {
      request.clientSoftwareName = "kafka-exporter"
      request.clientSoftwareVersion = settings.softwareVersion
    }
    let clientID = settings.clientID
    let answer = try await sendDuringSetup(api: .apiVersions, version: version, deadline: deadline) {
      [request] version, correlationID throws(WireError) in
      try Frame.encodeRequest(request, version: version, correlationID: correlationID, clientID: clientID)
    }
    do {
      let shape = try Self.isRefused(answer) ? 0 : version
      let decoded = try Frame.decodeResponse(to: ApiVersionsRequest.self, version: shape, from: answer.bytes.span)
      return (answer, decoded.response)
    } catch {
      throw KafkaClientError(.malformed, api: .apiVersions, address: address, detail: "\(error)")
    }
  }

  /// The error code is the first field behind the correlation id in every version, so it can be read before the version of the answer is known.
  private static func isRefused(_ answer: Answer) throws(WireError) -> Bool {
    var reader = WireReader(answer.bytes.span)
    _ = try reader.readInt32("ResponseHeader.correlationID")
    return ErrorCode(rawValue: try reader.readInt16("ApiVersionsResponse.errorCode")) == .unsupportedVersion
  }
}
