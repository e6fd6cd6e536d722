import Foundation
import Glibc
import KafkaClient
import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing
import Transport

/// Each in a process of its own: descriptors and processor time are counted for all of it.
struct ClientResourceTests {
  @Test func noDescriptorIsLeftBehindByConnectionsHoweverTheyEnd() async {
    await #expect(processExitsWith: .success) {
      try await ClientFixture.run { fixture in
        let hole = try BlackHole()
        let refusing = try HostPort(host: "127.0.0.1", port: Int(try FreePort.next()))
        try await fixture.cluster.behave(.hangsUp, broker: 2)
        try await fixture.cluster.inject(.length(-1), on: .listGroups, broker: 3)
        let addresses = fixture.cluster.bootstrap + [refusing]
        func connect(_ round: Int) async {
          let address = round % 40 == 3 ? hole.address : addresses[round % 4]
          await fixture.client.setBrokers([BrokerAddress(id: 1, address: address)])
          _ = try? await fixture.list(1, within: .milliseconds(50))
          await fixture.client.setBrokers([BrokerAddress(id: 9, address: refusing)])
        }
        // What the runtime opens once and keeps (for the timers of waiting tests, too) is no leak.
        let start = ContinuousClock.now
        try await eventually("a timer fired") { start.duration(to: .now) > .milliseconds(20) }
        let before = openDescriptors()
        for round in 0..<200 { await connect(round) }
        try await eventually("descriptors are closed") { openDescriptors() <= before }
      }
    }
  }

  @Test func aClientThatOutlivesItsLoopRests() async {
    await #expect(processExitsWith: .success) {
      let loop = try EventLoop(name: "client")
      let refusing = try HostPort(host: "127.0.0.1", port: Int(try FreePort.next()))
      let client = KafkaClient(settings: ClientSettings(bootstrap: [refusing]), loop: loop)
      _ = try? await client.send(ListGroupsRequest(), to: .any, deadline: .now + .seconds(1))
      await loop.shutdown()
      let (start, before) = (ContinuousClock.now, clock())
      try await eventually("some time has passed") { start.duration(to: .now) > .milliseconds(500) }
      try #require(clock() - before < CLOCKS_PER_SEC / 4)
    }
  }
}

private func openDescriptors() -> Int {
  (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
}
