import Foundation
import KafkaSimulator
import TestSupport
import Transport

/// A simulated cluster of a size in a process of its own: this program again, with `--simulate`.
struct SimulatedLoad {
  static let flag = "--simulate"
  private static let brokers: Int32 = 12

  let bootstrap: String
  private let process: ChildProcess

  static func start(_ size: ScaleSize) async throws -> SimulatedLoad {
    let process = try await ChildProcess.start(try BuiltProducts.path(of: "Benchmarks"), [flag, size.name])
    do {
      let line = try await eventually(within: .seconds(120), "the simulated cluster of \(size.name) says where it is") {
        guard process.isRunning else { throw Hopeless("it ended with status \(process.status ?? 0)") }
        return process.standardOutput.split(separator: "\n").first.map(String.init)
      }
      return SimulatedLoad(bootstrap: line, process: process)
    } catch {
      throw HarnessError("\(error)\n\(process.outputTail())")
    }
  }

  func stop() async throws {
    try await process.terminate()
  }

  /// What the process of its own does: fills a cluster, prints the bootstrap address and serves it until it is ended.
  static func serve(_ name: String) async throws -> Never {
    guard let size = ScaleSize.all.first(where: { $0.name == name }), let loopback = IPAddress("127.0.0.1") else {
      throw HarnessError("no size \(name)")
    }
    let server = SimulatorServer(host: loopback, loop: try EventLoop(name: "simulator")) { loop in
      SimulatedCluster(
        brokers: (1...Self.brokers).map { Broker(id: $0) }, startingAt: Timestamp(milliseconds: 1_800_000_000_000), loop: loop)
    }
    try await server.withCluster { try fill($0, size) }
    try await server.start()
    await server.run()
    let addresses = await server.bootstrap.map(\.description).joined(separator: ",")
    FileHandle.standardOutput.write(Data("\(addresses)\n".utf8))
    while true { try await Task.sleep(for: .seconds(3600)) }
  }

  /// Topics with a thousand records a partition, and groups of two members that each read topics of their own, one behind the other.
  private static func fill(_ cluster: SimulatedCluster, _ size: ScaleSize) throws {
    let start = Timestamp(milliseconds: cluster.now.milliseconds - 3_600_000)
    for index in 0..<size.topics {
      let topic = try cluster.createTopic(
        "load-\(index)", partitions: Int32(size.partitionsPerTopic), replicationFactor: 3, configuration: ["min.insync.replicas": "2"])
      cluster.seed(topic, records: 1_000, ofSize: 200, after: start, upTo: cluster.now)
    }
    let topicsPerGroup = size.commitsPerGroup / size.partitionsPerTopic
    for index in 0..<size.groups {
      let topics = (0..<topicsPerGroup).map { "load-\((index * topicsPerGroup + $0) % size.topics)" }
      let members = (1...2).map { ResidentMember(clientID: "reader-\($0)", topics: topics) }
      try cluster.createGroup("group-\(index)", type: index.isMultiple(of: 2) ? .classic : .consumer, members: members)
      let offsets = (0..<size.partitionsPerTopic).map { Int64(900 + ($0 + index) % 100) }
      for topic in topics { try cluster.commit(offsets: offsets, group: "group-\(index)", topic: topic) }
    }
  }
}
