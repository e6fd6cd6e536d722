import KafkaClient

/// What a poll lends to its collectors.
struct Poll: Sendable {
  let client: KafkaClient
  /// When it started, the same for all its collectors, however long those before them took.
  let started: Moment
  /// Nothing is waited for beyond it.
  let deadline: ContinuousClock.Instant
  let settings: ClusterConfiguration
  let clock: MonotonicClock

  var now: Moment { clock.now }

  /// Waits before something is tried again.
  ///
  /// - Returns: false when the deadline would pass meanwhile, or the poll is being ended: then it is not worth trying.
  func pause(_ duration: Duration) async -> Bool {
    guard ContinuousClock.now + duration < deadline else { return false }
    return (try? await Task.sleep(for: duration)) != nil
  }
}

/// What an operation came to, as a value: of several that run at once none ends the others.
func outcome<Value>(
  of operation: () async throws(KafkaClientError) -> Value
) async -> Result<Value, KafkaClientError> {
  do throws(KafkaClientError) {
    return .success(try await operation())
  } catch {
    return .failure(error)
  }
}
