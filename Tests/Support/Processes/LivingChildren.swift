import Glibc
import Synchronization

/// The children that were started and not yet reaped.
///
/// A process id is free for reuse as soon as it is reaped. So a child leaves this set before it is reaped, and signals are sent only
/// to members while the set's lock is held: no signal can hit a stranger.
enum LivingChildren {
  private static let identifiers = Mutex<Set<pid_t>>([])

  static func insert(_ child: pid_t) {
    identifiers.withLock { _ = $0.insert(child) }
  }

  static func remove(_ child: pid_t) {
    identifiers.withLock { _ = $0.remove(child) }
  }

  /// Sends a signal to a child's process group; nothing happens when the child has ended.
  static func signal(_ child: pid_t, _ signal: Int32) {
    identifiers.withLock { if $0.contains(child) { kill(-child, signal) } }
  }

  /// For the exit of the process: the folders the children write to can be removed afterwards.
  static func killAndWait() {
    let children = identifiers.withLock { children in
      for child in children { kill(-child, SIGKILL) }
      return children
    }
    for child in children {
      _ = waitid(P_PID, id_t(bitPattern: child), nil, WEXITED | WNOWAIT)
    }
  }
}
