import Foundation
import KafkaSimulator
import TestSupport
import Transport

/// A cluster that a history is played against: brokers 1, 2 and 3, which stop and start when they are told.
struct PlayedCluster: Sendable {
  let bootstrap: [HostPort]
  let stop: @Sendable (Int32) async throws -> Void
  let start: @Sendable (Int32) async throws -> Void

  var tools: String { bootstrap.map(\.description).joined(separator: ",") }
}

extension PlayedCluster {
  init(_ cluster: KafkaCluster) throws {
    bootstrap = try cluster.nodes.map { try HostPort(host: "127.0.0.1", port: Int($0.port)) }
    stop = { try await cluster.stop($0) }
    start = { try await cluster.restart($0) }
  }

  init(_ server: SimulatorServer) async {
    bootstrap = await server.bootstrap
    stop = { broker in try await server.withCluster { $0.stopBroker(broker) } }
    start = { broker in try await server.withCluster { $0.startBroker(broker) } }
  }
}

/// A simulated cluster that is what the tests' real 4.3 clusters are: three nodes in three racks, with the same server.properties.
enum SimulatedTwin {
  static func run<Result>(clusterID: String, _ body: (SimulatorServer) async throws -> Result) async throws -> Result {
    var defaults = ClusterDefaults()
    defaults.createsTopics = false
    defaults.offsetsPartitions = 6
    defaults.properties = [
      "log.segment.bytes": "16777216", "log.index.size.max.bytes": "65536", "num.network.threads": "2", "num.io.threads": "4",
      "broker.heartbeat.interval.ms": "1000", "broker.session.timeout.ms": "5000", "transaction.state.log.num.partitions": "3",
      "transaction.state.log.min.isr": "2", "transaction.state.log.replication.factor": "3", "offsets.topic.replication.factor": "3",
    ]
    let loop = try EventLoop(name: "twin")
    guard let host = IPAddress("127.0.0.1") else { throw HarnessError("no loopback") }
    let settings = defaults
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    let server = SimulatorServer(host: host, loop: loop) { loop in
      SimulatedCluster(
        brokers: (1...3).map { Broker(id: $0, rack: "rack-\($0)") }, clusterID: clusterID, defaults: settings,
        startingAt: Timestamp(milliseconds: now), loop: loop)
    }
    let result: Swift.Result<Result, any Error>
    do {
      try await server.start()
      await server.run()
      result = .success(try await body(server))
    } catch {
      result = .failure(error)
    }
    await server.stop()
    await loop.shutdown()
    return try result.get()
  }
}
