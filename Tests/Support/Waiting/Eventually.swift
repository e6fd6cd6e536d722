/// Waits until a condition holds, asking again every `interval`. The only place in the tests that sleeps.
///
/// An error thrown by the condition counts as "not yet"; the last one is part of the message when time runs out. `Hopeless` ends the
/// waiting at once.
///
/// - Throws: `HarnessError` naming what was waited for, for how long, and the last error, when `limit` passes or the task is cancelled.
public func eventually(
  within limit: Duration = .seconds(10), every interval: Duration = .milliseconds(10), _ description: String,
  _ condition: () async throws -> Bool
) async throws(HarnessError) {
  _ = try await eventually(within: limit, every: interval, description) { try await condition() ? true : nil }
}

/// Waits until `value` is there and returns it. The rules are those of the condition's form.
public func eventually<Value>(
  within limit: Duration = .seconds(10), every interval: Duration = .milliseconds(10), _ description: String,
  _ value: () async throws -> Value?
) async throws(HarnessError) -> Value {
  let clock = ContinuousClock()
  let deadline = clock.now + limit
  var lastError: (any Error)?
  repeat {
    do {
      if let found = try await value() { return found }
      lastError = nil
    } catch let error as Hopeless {
      throw HarnessError("\(description): \(error.reason)")
    } catch {
      lastError = error
    }
    do {
      try await clock.sleep(for: interval)
    } catch {
      throw HarnessError("cancelled while waiting for: \(description)")
    }
  } while clock.now < deadline
  let cause = lastError.map { "; last error: \($0)" } ?? ""
  throw HarnessError("not within \(limit): \(description)\(cause)")
}
