import KafkaClient
import KafkaProtocol
import Synchronization

/// Keeps the round trip of the last commit of each coordinator, measured on the connection: what the exporter waits in itself is not in it.
final class CommitTimes: RequestObserver {
  private let last = Mutex<[Int32: Duration]>([:])

  func requestEnded(_ event: RequestEvent) {
    guard event.api == .offsetCommit, let broker = event.broker, let roundTrip = event.roundTrip else { return }
    last.withLock { $0[broker] = roundTrip }
  }

  func take(_ coordinator: Int32) -> Duration? {
    last.withLock { $0.removeValue(forKey: coordinator) }
  }
}
