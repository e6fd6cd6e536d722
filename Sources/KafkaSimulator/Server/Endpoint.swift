import KafkaProtocol

/// One API of the simulated brokers: how its requests are read and answered.
struct Endpoint: Sendable {
  /// Answers one request that was read: the frame to send, nil where the client wants none.
  typealias Answer = (SimulatedCluster, RequestContext, _ correlationID: Int32) async throws(WireError) -> [UInt8]?

  let api: APIKey
  let versions: ClosedRange<Int16>
  let read: @Sendable (RawSpan) throws(WireError) -> Answer

  /// An API in all versions that Kafka defines.
  ///
  /// - Parameter answer: may wait; the cluster may have changed when it goes on. Nil when the client wants no answer.
  init<Request: KafkaRequest>(
    _ request: Request.Type,
    answer: @escaping @Sendable (SimulatedCluster, Request, RequestContext) async -> Request.Response?
  ) {
    api = Request.apiKey
    versions = Request.validVersions
    read = { (span) throws(WireError) in
      let (header, request) = try Frame.decodeRequest(Request.self, from: span)
      return { (cluster, context, correlationID) async throws(WireError) in
        guard let response = await answer(cluster, request, context) else { return nil }
        return try Frame.encodeResponse(response, to: Request.self, version: header.apiVersion, correlationID: correlationID)
      }
    }
  }

  /// Everything the brokers speak.
  static let all: [APIKey: Endpoint] = Dictionary(
    (clusterAPIs + topicAPIs + logAPIs + groupAPIs).map { ($0.api, $0) }, uniquingKeysWith: { first, _ in first })
}
