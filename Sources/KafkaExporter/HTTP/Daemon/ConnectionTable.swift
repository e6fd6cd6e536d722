import Glibc
import Synchronization

/// The open connections and since when each waits or works, so that none lasts for ever.
///
/// libmicrohttpd's own time-out counts from the last byte in either direction, which a client that trickles can put off without end while it holds a
/// connection and an old page. Here the clock starts when a request begins and when it ends, and nothing in between moves it.
final class ConnectionTable: Sendable {
  /// By socket. A socket is listed from before its first byte until just before it is closed, so a number here is never another file's.
  private let began = Mutex<[Int32: ContinuousClock.Instant]>([:])

  /// A connection was made, or its request began or ended.
  func restart(_ socket: Int32, at now: ContinuousClock.Instant) {
    began.withLock { $0[socket] = now }
  }

  /// The connection is about to be closed.
  func remove(_ socket: Int32) {
    began.withLock { _ = $0.removeValue(forKey: socket) }
  }

  /// Shuts down the connections that wait or work for longer than `limit`; the daemon then sees their end and frees them.
  func cut(olderThan limit: Duration, at now: ContinuousClock.Instant) {
    // Under the lock, or the daemon might close a socket and the system give its number to another file before it is shut down.
    began.withLock { sockets in
      for (socket, since) in sockets where now - since > limit {
        shutdown(socket, Int32(SHUT_RDWR))
      }
    }
  }
}
