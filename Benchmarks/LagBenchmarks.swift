import KafkaExporter
import TestSnapshots

/// Lag of all groups, from the snapshot's columns.
let lagBenchmarks = [
  Benchmark(name: "lag", unit: "ms", aim: nil) { measureLag(.big, runs: 20) },
  Benchmark(name: "lag-million", unit: "ms", aim: .atMost(500)) {
    measureLag(SyntheticCluster(topics: 1000, partitionsPerTopic: 1000, groups: 1000, commitsPerGroup: 5000), runs: 5)
  },
]

private func measureLag(_ cluster: SyntheticCluster, runs: Int) -> Benchmark.Measurement {
  let snapshot = cluster.snapshot()
  var rows = 0
  let seconds = fastest(of: runs) { rows = LagColumns(of: snapshot).lag.count }
  return Benchmark.Measurement(value: seconds * 1000, note: "\(snapshot.layout.partitionCount) partitions, \(rows) commits")
}
