package import KafkaProtocol
import KafkaSimulator
import Synchronization

/// A request that reached a broker.
package struct SeenRequest: Sendable, Hashable {
  package let broker: Int32
  package let api: APIKey
  package let version: Int16
  package let clientID: String?
}

/// Writes down what reaches the brokers of a cluster.
final class SeenRequests: ServerObserver {
  private struct State {
    var requests: [SeenRequest] = []
    var connections: [Int32: Int] = [:]
  }

  private let state = Mutex(State())

  func connectionOpened(to broker: Int32) {
    state.withLock { $0.connections[broker, default: 0] += 1 }
  }

  func requestReceived(_ api: APIKey, _ context: RequestContext) {
    let request = SeenRequest(broker: context.broker, api: api, version: context.version, clientID: context.clientID)
    state.withLock { $0.requests.append(request) }
  }

  var requests: [SeenRequest] { state.withLock { $0.requests } }

  func connections(to broker: Int32) -> Int { state.withLock { $0.connections[broker] ?? 0 } }

  func forget() { state.withLock { $0 = State() } }
}
