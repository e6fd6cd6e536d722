import KafkaExporter
import TestSnapshots

/// What a poll costs after Kafka has answered, when Prometheus scrapes gzip: lag, plan, page and packing.
let publishBenchmarks = [
  Benchmark(name: "publish", unit: "ms", aim: nil) {
    let clock = ContinuousClock()
    let origin = clock.now
    let store = PageStore(settings: PageSettings(), seconds: { (clock.now - origin) / .seconds(1) })
    let snapshot = SyntheticCluster.big.snapshot()
    let exporter = SyntheticCluster.big.exporter
    _ = store.page(.text, .gzip)
    let seconds = fastest(of: 10) { store.publish(clusters: [ClusterPage(snapshot)], exporter: exporter) }
    return Benchmark.Measurement(value: seconds * 1000, note: "\(store.page(.text, .gzip).count) bytes of gzip")
  }
]
