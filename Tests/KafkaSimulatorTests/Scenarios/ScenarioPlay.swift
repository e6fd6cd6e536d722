import Foundation
import KafkaSimulator
import Testing

/// A scenario that is played in simulated time, without sockets.
final class ScenarioPlay {
  static let start = Timestamp(milliseconds: 1_800_000_000_000)

  let cluster: SimulatedCluster
  private(set) var events: [(event: Scenario.Event, begins: Bool, at: Duration)] = []

  init(_ scenario: Scenario) throws {
    cluster = SimulatedCluster(for: scenario, startingAt: Self.start)
    try cluster.begin(scenario) { [unowned self] event, begins in events.append((event, begins, cluster.now - Self.start)) }
  }

  convenience init(shipped name: String) throws {
    try self.init(try ScenarioFixtures.load(ScenarioFixtures.shipped.appending(path: "\(name).yaml")))
  }

  convenience init(_ text: String) throws {
    try self.init(try ScenarioFixtures.load(text))
  }

  func run(for duration: Duration) {
    cluster.advance(to: cluster.now + duration)
  }

  /// - Parameter seconds: counted from the start.
  func run(until seconds: Double) {
    cluster.advance(to: Self.start + .seconds(seconds))
  }

  /// As an exporter sees it: between what is committed and the end of the log, of every partition.
  func partitionLags(of group: String, in topic: String) -> [Int64]? {
    guard let partitions = cluster.topics[topic]?.partitions, let column = cluster.group(group)?.commits[topic] else { return nil }
    return partitions.indices.map { index in
      column[Int32(index)].map { partitions[index].logEnd - max($0.offset, partitions[index].logStart) } ?? 0
    }
  }

  func lag(of group: String) -> Int64 {
    let topics = cluster.group(group)?.commits.columns.map(\.topic) ?? []
    return topics.flatMap { partitionLags(of: group, in: $0) ?? [] }.reduce(0, +)
  }

  var lags: [String: Int64] {
    Dictionary(uniqueKeysWithValues: cluster.groups.keys.map { ($0, lag(of: $0)) })
  }
}
