import KafkaExporter
import TestSnapshots

/// Packing the big cluster's page; the levels beside the chosen one show what they would cost and bring.
let gzipBenchmarks =
  [Benchmark(name: "gzip", unit: "ms", aim: nil) { measureGzip(level: GzipCompressor.defaultLevel) }]
  + (1...6).map { level in
    Benchmark(name: "gzip-level-\(level)", unit: "ms", aim: nil) { measureGzip(level: level) }
  }

private func measureGzip(level: Int32) -> Benchmark.Measurement {
  let clusters = [ClusterPage(SyntheticCluster.big.snapshot())]
  let renderer = PageRenderer(settings: PageSettings())
  let page = renderer.render(clusters: clusters, exporter: SyntheticCluster.big.exporter, format: .text)
  var compressor = GzipCompressor(level: level)
  var packed = 0
  let seconds = fastest(of: 10) { packed = compressor.compress(page).count }
  return Benchmark.Measurement(value: seconds * 1000, note: "\(page.count) to \(packed) bytes")
}
