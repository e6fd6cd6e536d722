package import KafkaClient
import KafkaProtocol
import Synchronization

/// What is known of a broker from the requests to it.
struct BrokerRecord: Sendable {
  var isUp: Bool?
  /// Unix seconds.
  var lastAnswer: Double?
  var responseSeconds = Histogram(bounds: RequestLedger.bounds)
  /// Why it counts as down.
  var failure: String?
}

/// Counts every request of one cluster's client: the exporter's own metrics, and whether each broker answers.
package final class RequestLedger: RequestObserver, Sendable {
  /// Seconds; a request on a local network takes well under a millisecond, one under load seconds.
  static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

  private struct State {
    var requests: [ExporterFacts.RequestKey: UInt64] = [:]
    var receivedBytes: UInt64 = 0
    var brokers: [Int32: BrokerRecord] = [:]
  }

  private let cluster: String?
  private let unixTime: @Sendable () -> Double
  private let state = Mutex(State())

  package init(cluster: String?, unixTime: @escaping @Sendable () -> Double) {
    self.cluster = cluster
    self.unixTime = unixTime
  }

  package func requestEnded(_ event: RequestEvent) {
    let key = ExporterFacts.RequestKey(
      cluster: cluster, api: event.api.name, broker: event.broker.map(String.init) ?? "bootstrap", outcome: event.outcome.label)
    let now = unixTime()
    state.withLock { state in
      state.requests[key, default: 0] += 1
      state.receivedBytes += UInt64(max(0, event.receivedBytes))
      guard let broker = event.broker else { return }
      state.brokers[broker, default: BrokerRecord()].note(event, at: now)
    }
  }

  func record(of broker: Int32) -> BrokerRecord {
    state.withLock { $0.brokers[broker] ?? BrokerRecord() }
  }

  /// Adds this cluster's counters to the exporter's facts.
  package func add(to facts: inout ExporterFacts) {
    state.withLock { state in
      facts.requests.merge(state.requests, uniquingKeysWith: +)
      facts.receivedBytes[cluster, default: 0] += state.receivedBytes
    }
  }
}

extension BrokerRecord {
  fileprivate mutating func note(_ event: RequestEvent, at now: Double) {
    switch event.outcome {
    case .answered:
      isUp = true
      failure = nil
      lastAnswer = now
      if let roundTrip = event.roundTrip { responseSeconds.observe(roundTrip.inSeconds) }
    // These tell of the request, not of the broker.
    case .failed(.unsupported), .failed(.unencodable), .failed(.cancelled): break
    case .failed(let reason):
      isUp = false
      // "Not asked, because it was broken before" would hide why it broke.
      if reason != .unavailable || failure == nil { failure = reason.rawValue }
    }
  }
}
