import Foundation
import KafkaClient
import KafkaProtocol
import TestBrokers
import TestSupport
import Testing
import Transport

struct ClientDescriptorTests {
  /// In a process of its own: descriptors are counted for all of it.
  @Test func noDescriptorIsLeftBehindByConnectionsHoweverTheyEnd() async {
    await #expect(processExitsWith: .success) {
      // What the runtime opens once and keeps (for the timers of waiting tests, too) is no leak.
      try await ClientFixture.run { fixture in _ = try await fixture.list(1) }
      let start = ContinuousClock.now
      try await eventually("a timer fired") { start.duration(to: .now) > .milliseconds(20) }
      let before = openDescriptors()
      try await ClientFixture.run { fixture in
        let hole = try BlackHole()
        let refusing = try HostPort(host: "127.0.0.1", port: Int(try FreePort.next()))
        fixture.cluster.behave(.hangingUp, broker: 2)
        fixture.cluster.inject(.length(-1), on: .listGroups, broker: 3)
        let addresses = fixture.cluster.bootstrap + [refusing]
        for round in 0..<200 {
          let address = round % 40 == 3 ? hole.address : addresses[round % 4]
          await fixture.client.setBrokers([BrokerAddress(id: 1, address: address)])
          _ = try? await fixture.list(1, within: .milliseconds(50))
          await fixture.client.setBrokers([BrokerAddress(id: 9, address: refusing)])
        }
      }
      try await eventually("descriptors are closed") { openDescriptors() <= before }
    }
  }
}

private func openDescriptors() -> Int {
  (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
}
