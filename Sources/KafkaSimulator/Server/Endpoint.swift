import KafkaProtocol

/// One API of the simulated brokers: how its requests are read and answered.
struct Endpoint: Sendable {
  /// Answers one request that was read, with what goes wrong in the answer: the frame to send, nil where the client wants none.
  typealias Answer = (SimulatedCluster, RequestContext, [Fault], _ correlationID: Int32) async throws(WireError) -> [UInt8]?

  let api: APIKey
  let versions: ClosedRange<Int16>
  let read: @Sendable (RawSpan) throws(WireError) -> Answer

  /// An API.
  ///
  /// - Parameters:
  ///   - newest: the newest version that brokers speak; nil for the newest that Kafka defines, which is right unless that is not stable yet.
  ///   - answer: may wait; the cluster may have changed when it goes on. Nil when the client wants no answer.
  init<Request: RefusableRequest>(
    _ request: Request.Type, newest: Int16? = nil,
    answer: @escaping @Sendable (SimulatedCluster, Request, RequestContext) async -> Request.Response?
  ) {
    api = Request.apiKey
    versions = Request.validVersions.lowerBound...max(Request.validVersions.lowerBound, newest ?? Request.validVersions.upperBound)
    read = { (span) throws(WireError) in
      let (header, request) = try Frame.decodeRequest(Request.self, from: span)
      return { (cluster, context, faults, correlationID) async throws(WireError) in
        let right: Request.Response?
        if let refusal = faults.refusal {
          right = request.refused(refusal, version: header.apiVersion)
        } else {
          right = await answer(cluster, request, context)
        }
        guard let right else { return nil }
        let response = faults.alter(right, to: request, in: cluster)
        return try Frame.encodeResponse(response, to: Request.self, version: header.apiVersion, correlationID: correlationID)
      }
    }
  }

  /// Everything the brokers speak.
  static let all: [APIKey: Endpoint] = Dictionary(
    (clusterAPIs + topicAPIs + logAPIs + groupAPIs).map { ($0.api, $0) }, uniquingKeysWith: { first, _ in first })
}
