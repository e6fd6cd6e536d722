import KafkaProtocol
import Transport

/// A request as it came from a connection, with what answers it.
struct IncomingRequest {
  /// `socket.request.max.bytes` of a broker.
  static let maximumLength = 104_857_600

  let header: RequestHeader
  let answer: Endpoint.Answer

  /// - Parameter versions: what the broker speaks.
  /// - Throws: for bytes that are no request. Brokers end the connection then, and so they do for an API or version that they do not speak. The one
  ///   exception is ApiVersions itself, which is answered in version 0 with UNSUPPORTED_VERSION (KIP-511).
  init(_ frame: ReceivedBytes, versions: BrokerVersions) throws(WireError) {
    header = try Frame.decodeRequestHeader(from: frame.span)
    guard versions.speaks(header), let endpoint = Endpoint.all[header.apiKey] else {
      guard header.apiKey == .apiVersions else { throw WireError("request", offset: 0, .otherAPI(header.apiKey)) }
      answer = { (_, _, _, correlationID) throws(WireError) in
        try Frame.encodeResponse(versions.refusal, to: ApiVersionsRequest.self, version: 0, correlationID: correlationID)
      }
      return
    }
    answer = try endpoint.read(frame.span)
  }
}
