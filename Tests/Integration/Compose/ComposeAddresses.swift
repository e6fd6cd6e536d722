import TestSupport

/// Where containers would listen, moved to free ports of the loopback.
struct ComposeAddresses {
  /// By `host:port` as containers and the host know it.
  private var places: [String: UInt16] = [:]
  private let services: [String: ComposeService]
  private let ports: [String: UInt16]

  /// - Parameter services: the brokers, each with its listeners in KAFKA_LISTENERS.
  init(brokers services: [String: ComposeService]) throws(HarnessError) {
    self.services = services
    var ports: [String: UInt16] = [:]
    for (name, service) in services {
      for listener in Self.listeners(service.environment?["KAFKA_LISTENERS"]) {
        let port = try FreePort.next()
        ports["\(name) \(listener.port)"] = port
        for host in service.hostNames(service: name) { places["\(host):\(listener.port)"] = port }
        for published in service.ports ?? [] where published.target == listener.port {
          places["localhost:\(published.published)"] = port
        }
      }
    }
    self.ports = ports
  }

  /// The port on the loopback in place of a container's own.
  func port(of service: String, _ port: UInt16) throws(HarnessError) -> UInt16 {
    guard let found = ports["\(service) \(port)"] else { throw HarnessError("\(service) does not listen on \(port)") }
    return found
  }

  /// A text with every address in it moved: where others connect to, and where the service itself listens.
  func translate(_ text: String, in service: String? = nil) -> String {
    // Longest first: kafka-1:11000 is not to be found in a-kafka-1:11000.
    var text = text
    for (address, port) in places.sorted(by: { ($0.key.count, $0.key) > ($1.key.count, $1.key) }) {
      text = text.replacing(address, with: "127.0.0.1:\(port)")
    }
    guard let service, let listeners = services[service]?.environment?["KAFKA_LISTENERS"] else { return text }
    for listener in Self.listeners(listeners) {
      guard let port = ports["\(service) \(listener.port)"] else { continue }
      text = text.replacing("\(listener.name)://:\(listener.port)", with: "\(listener.name)://127.0.0.1:\(port)")
    }
    return text
  }

  /// `NAME://:PORT` for each listener, as the brokers' environment has them.
  private static func listeners(_ text: String?) -> [(name: String, port: UInt16)] {
    (text ?? "").split(separator: ",").compactMap { listener in
      guard let match = listener.wholeMatch(of: /([A-Z]+):\/\/:([0-9]+)/), let port = UInt16(match.2) else { return nil }
      return (String(match.1), port)
    }
  }
}
