import KafkaProtocol
import Transport

/// A request as it came from a connection, with what answers it.
struct IncomingRequest {
  /// `socket.request.max.bytes` of a broker.
  private static let maximumLength = 104_857_600

  let header: RequestHeader
  let answer: Endpoint.Answer

  /// Waits for the next request.
  ///
  /// - Throws: `TransportError` at the end of the connection; `WireError` for bytes that are no request. Brokers end the connection then, and
  ///   so they do for an API or version that they do not speak. The one exception is ApiVersions itself, which is answered in version 0 with
  ///   UNSUPPORTED_VERSION (KIP-511).
  init(from stream: TCPStream) async throws {
    let frame = try await stream.readFrame(maximumLength: Self.maximumLength)
    header = try Frame.decodeRequestHeader(from: frame.span)
    guard let endpoint = Endpoint.all[header.apiKey] else { throw WireError("request", offset: 0, .otherAPI(header.apiKey)) }
    if header.apiKey == .apiVersions, !endpoint.versions.contains(header.apiVersion) {
      answer = { (cluster, _, correlationID) throws(WireError) in
        var response = cluster.apiVersions(version: 0)
        response.errorCode = .unsupportedVersion
        return try Frame.encodeResponse(response, to: ApiVersionsRequest.self, version: 0, correlationID: correlationID)
      }
    } else {
      answer = try endpoint.read(frame.span)
    }
  }
}
