import Synchronization

/// Where the thread that waits for a child leaves its status.
final class ChildEnding: Sendable {
  private let value = Mutex<Int32?>(nil)

  var status: Int32? { value.withLock { $0 } }

  func set(_ status: Int32) {
    value.withLock { $0 = status }
  }
}
