import KafkaExporter
import TestSnapshots

/// The page of the big cluster, as text, on one core.
let encodeBenchmarks = [
  Benchmark(name: "encode", unit: "MB/s", aim: .atLeast(500)) { measureEncoding(.default, .text) },
  Benchmark(name: "encode-all", unit: "MB/s", aim: .atLeast(500)) { measureEncoding(.all, .text) },
  Benchmark(name: "encode-openmetrics", unit: "MB/s", aim: .atLeast(500)) { measureEncoding(.default, .openMetrics) },
  Benchmark(name: "plan", unit: "ms", aim: nil) {
    let clusters = [ClusterPage(SyntheticCluster.big.snapshot())]
    let exporter = ExporterPage(exporter: SyntheticCluster.big.exporter)
    let renderer = PageRenderer(settings: PageSettings())
    let seconds = fastest(of: 20) { _ = renderer.plan(clusters: clusters, exporter: exporter) }
    return Benchmark.Measurement(value: seconds * 1000, note: "\(renderer.plan(clusters: clusters, exporter: exporter).samples) samples")
  },
]

private func measureEncoding(_ families: FamilySelection, _ format: PageFormat) -> Benchmark.Measurement {
  let clusters = [ClusterPage(SyntheticCluster.big.snapshot())]
  let exporter = ExporterPage(exporter: SyntheticCluster.big.exporter)
  let renderer = PageRenderer(settings: PageSettings(families: families))
  let plan = renderer.plan(clusters: clusters, exporter: exporter)
  let page = renderer.render(plan, clusters: clusters, exporter: exporter, format: format)
  let seconds = fastest(of: 20) {
    _ = renderer.render(plan, clusters: clusters, exporter: exporter, format: format, sizeHint: page.count + page.count / 32)
  }
  var copied = 0
  let copying = fastest(of: 20) { copied = copy(page).count }
  precondition(copied == page.count)
  let megabytes = Double(page.count) / 1_000_000
  return Benchmark.Measurement(
    value: megabytes / seconds, ratio: copying / seconds, comparedWith: "memcpy",
    note: "\(plan.samples) samples, \(page.count) bytes in \((seconds * 100_000).rounded() / 100) ms")
}

/// Into new memory, made and trimmed as a page's is.
private func copy(_ page: PageBytes) -> PageBytes {
  unsafe page.withUnsafeBytes { bytes in
    var buffer = PageBuffer(capacity: bytes.count + bytes.count / 32)
    unsafe buffer.append(bytes.bytes)
    return buffer.finish()
  }
}
