import KafkaClient
import KafkaProtocol

/// What went wrong with a request: no answer, or an error code in it.
struct ProbeRefusal: Error, Sendable {
  /// For a label: Kafka's name of the code in lower case, or the client's reason.
  let reason: String
  /// For people.
  let text: String
  let isUnauthorized: Bool

  init(_ error: KafkaClientError) {
    reason = error.reason.rawValue
    text = error.description
    isUnauthorized = false
  }

  init(_ code: ErrorCode, _ message: String? = nil) {
    reason = code.name.lowercased()
    text = message.map { "\(code.name): \($0)" } ?? code.name
    isUnauthorized = code == .topicAuthorizationFailed || code == .clusterAuthorizationFailed || code == .groupAuthorizationFailed
  }
}

extension KafkaClient {
  /// `send`, for callers to whom no answer and an answer that says no are much the same.
  nonisolated func ask<Request: KafkaRequest>(
    _ request: Request, to destination: Destination, versions: ClosedRange<Int16>? = nil, deadline: ContinuousClock.Instant
  ) async throws(ProbeRefusal) -> Request.Response {
    do throws(KafkaClientError) {
      return try await send(request, to: destination, versions: versions, deadline: deadline)
    } catch {
      throw ProbeRefusal(error)
    }
  }
}
