import Glibc
package import Transport

/// A scenario that is played on real sockets, as fast as the clock goes.
package struct ScenarioPlayer: Sendable {
  private let scenario: Scenario
  private let loop: EventLoop
  private let server: SimulatorServer

  /// - Throws: `TransportError` when the system has no thread for the event loop.
  package init(_ scenario: Scenario) throws {
    self.scenario = scenario
    loop = try EventLoop(name: "simulator")
    server = SimulatorServer(host: .loopback4, loop: loop) { SimulatedCluster(for: scenario, startingAt: .wallClock, loop: $0) }
  }

  /// Lets the brokers listen on the loopback address.
  ///
  /// - Parameter firstPort: of the broker with the lowest id, the others follow; nil leaves the choice to the system.
  /// - Returns: where the brokers are.
  /// - Throws: `TransportError` with the address that cannot be listened on.
  package func listen(firstPort: UInt16?) async throws(TransportError) -> [HostPort] {
    try await server.start(firstPort: firstPort)
    return await server.bootstrap
  }

  /// Makes topics and groups, and lets time go.
  ///
  /// - Parameter onEvent: called when an event begins or ends, on the event loop.
  /// - Throws: `Refusal` when the cluster cannot be as the scenario says.
  package func begin(onEvent: @escaping @Sendable (Scenario.Event, _ begins: Bool) -> Void) async throws {
    try await server.withCluster { try $0.begin(scenario, onEvent: onEvent) }
    await server.run()
  }

  /// Ends all connections.
  package func stop() async {
    await server.stop()
    await loop.shutdown()
  }
}

extension Timestamp {
  /// The system's time of day (clock_gettime(2), CLOCK_REALTIME).
  fileprivate static var wallClock: Timestamp {
    var time = timespec()
    // It can only fail for a clock that does not exist.
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
