import KafkaSimulator
import TestBrokers
import TestSupport
import Testing
import Transport

/// The exporter as its users run it, in a process of its own, and the cluster it watches, which moves on one step at a time.
struct WatchedExporter: Sendable {
  let cluster: TestCluster
  let exporter: ExporterProcess

  /// Records that a step appends to every partition, and offsets that it moves every commit on.
  private static let step = (records: Int64(10), commits: Int64(3))
  private static let turns = Turns(7)

  static func run(_ body: (WatchedExporter) async throws -> Void) async throws {
    try await turns.take {
      let cluster = try await TestCluster()
      let exporter: ExporterProcess
      do {
        exporter = try await ExporterProcess.serve([
          "--bootstrap", cluster.bootstrap.map(\.description).joined(separator: ","), "--no-topics-internal", "--interval", "200ms",
          "--intervals-log-start", "200ms", "--timeouts-request", "300ms",
        ])
      } catch {
        await cluster.close()
        throw error
      }
      var failure: (any Error)?
      do { try await body(WatchedExporter(cluster: cluster, exporter: exporter)) } catch { failure = error }
      try await exporter.stop()
      await cluster.close()
      if let failure { throw failure }
    }
  }

  /// Lets the cluster move on: every log end, and every commit.
  ///
  /// - Parameter steps: how many were made before.
  func moveOn(from steps: Int64) async throws {
    try await cluster.change { cluster in
      for topic in cluster.topics.values where !topic.isInternal {
        for partition in topic.partitions.indices {
          cluster.append(Self.step.records, ofSize: 100, to: topic, Int32(partition), after: cluster.now, upTo: cluster.now)
        }
      }
      for broker: Int64 in 1...3 {
        let offsets = (0..<6).map { 10 * broker + $0 + Self.step.commits * (steps + 1) }
        for name in ["classic", "consumer", "empty"] { try cluster.commit(offsets: offsets, group: "\(name)-\(broker)", topic: "orders") }
      }
    }
  }

  /// What the page has to show after so many steps of what these brokers alone know.
  static func current(after steps: Int64, of brokers: Set<Int32>) -> CurrentFacts {
    let known = Set(brokers.map { Int($0) })
    let ends = View.wholeEnds.filter { known.contains((Int($0.key[1]) ?? 0) % 3 + 1) }
    let lags = View.wholeLags.filter { key, _ in
      known.contains((Int(key[1]) ?? 0) % 3 + 1) && known.contains { key[0].hasSuffix("-\($0)") }
    }
    return CurrentFacts(
      ends: ends.mapValues { $0 + Double(step.records * steps) },
      lags: lags.mapValues { $0 + Double((step.records - step.commits) * steps) })
  }

  /// Waits until the page shows what it must when nothing is wrong.
  func pageWhenWhole(after steps: Int64) async throws -> PrometheusPage {
    let expected = Self.current(after: steps, of: [1, 2, 3])
    return try await exporter.page(within: .seconds(8), "everything is there and current after \(steps) steps") { page in
      guard expected.areShown(by: page) else { throw HarnessError("not all is current") }
      let failed = page.failedCollectors
      guard failed.isEmpty else { throw HarnessError("failed: \(failed)") }
      guard page.samples("kafka_exporter_missing_facts").isEmpty else {
        throw HarnessError("missing: \(page.values("kafka_exporter_missing_facts", by: "fact", "reason"))")
      }
      let up = page.values("kafka_broker_up", by: "broker")
      guard up == [["1"]: 1, ["2"]: 1, ["3"]: 1] else { throw HarnessError("up: \(up)") }
      return true
    }
  }

  func connections() async -> [Int] {
    var counts: [Int] = []
    for broker: Int32 in 1...3 { counts.append(await cluster.openConnections(of: broker)) }
    return counts
  }
}

/// Log ends by topic and partition, and lags by group and partition of `orders`.
struct CurrentFacts: Sendable {
  let ends: [[String]: Double]
  let lags: [[String]: Double]

  func areShown(by page: PrometheusPage) -> Bool {
    let ends = page.values("kafka_topic_partition_log_end_offset", by: "topic", "partition")
    let lags = page.values("kafka_group_partition_lag", by: "group", "partition")
    return self.ends.allSatisfy { ends[$0.key] == $0.value } && self.lags.allSatisfy { lags[$0.key] == $0.value }
  }
}

extension PrometheusPage {
  var failedCollectors: Set<String> {
    Set(samples("kafka_exporter_collector_success").filter { $0.value == 0 }.compactMap { $0.labels["collector"] })
  }

  /// Everything it shows of Kafka, without the values.
  var series: Set<[String: String]> {
    Set(
      samples.filter { $0.name.hasPrefix("kafka_") && !$0.name.hasPrefix("kafka_exporter_") }.map { sample in
        sample.labels.merging(["": sample.name]) { $1 }
      })
  }
}
