import Foundation

/// Runs work that blocks on a thread of its own.
///
/// Tests run on a pool with one thread per core: a blocking system call there would stop every other test.
func onOwnThread<Value: Sendable>(
  _ work: @escaping @Sendable () throws(HarnessError) -> Value
) async throws(HarnessError) -> Value {
  let result: Result<Value, HarnessError> = await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      do throws(HarnessError) {
        continuation.resume(returning: .success(try work()))
      } catch {
        continuation.resume(returning: .failure(error))
      }
    }
  }
  return try result.get()
}
