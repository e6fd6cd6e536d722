import KafkaProtocol

/// A request on its way through a connection, and who waits for its answer. Confined to the connection's actor.
final class PendingRequest {
  typealias Encoder = @Sendable (_ version: Int16, _ correlationID: Int32) throws(WireError) -> [UInt8]

  let api: APIKey
  /// The versions that the caller can use.
  let versions: ClosedRange<Int16>
  let encode: Encoder
  /// The version it was written in, from then on.
  var version: Int16 = 0
  /// Ends it at its deadline, and the connection when the answer is overdue.
  var timer: Task<Void, Never>?
  private var continuation: CheckedContinuation<Result<Answer, KafkaClientError>, Never>?

  init(
    api: APIKey, versions: ClosedRange<Int16>, encode: @escaping Encoder,
    continuation: CheckedContinuation<Result<Answer, KafkaClientError>, Never>
  ) {
    self.api = api
    self.versions = versions
    self.encode = encode
    self.continuation = continuation
  }

  /// Tells who waits how it ended; only the first end counts.
  func finish(_ result: Result<Answer, KafkaClientError>) {
    timer?.cancel()
    end(result)
  }

  func fail(_ error: KafkaClientError) {
    timer?.cancel()
    abandon(error)
  }

  /// Like `fail`, but the timer goes on: the broker still owes the answer, though nobody waits for it.
  func abandon(_ error: KafkaClientError) {
    var own = error
    own.api = api
    end(.failure(own))
  }

  private func end(_ result: Result<Answer, KafkaClientError>) {
    continuation?.resume(returning: result)
    continuation = nil
  }
}
