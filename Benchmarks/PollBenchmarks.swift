import TestSupport

/// The whole daemon on the real big cluster.
let pollBenchmarks = [
  Benchmark(name: "poll", unit: "ms", aim: .atMost(100)) {
    let result = try await gzipRun.value
    return .init(
      value: result.secondsPerPoll * 1000, note: "CPU of the exporter for a poll, a page of \(result.pageBytes) bytes and its gzip")
  },
  Benchmark(name: "poll-brokers", unit: "ms", aim: nil) {
    .init(value: try await gzipRun.value.brokerSecondsPerPoll * 1000, note: "CPU of all brokers for a poll, above what they use anyway")
  },
  Benchmark(name: "poll-requests", unit: "", aim: .atMost(6)) {
    .init(value: try await gzipRun.value.requestsPerBroker, note: "requests to each broker for a poll")
  },
  Benchmark(name: "memory", unit: "MB", aim: .atMost(60)) { try await peak(of: gzipRun, note: "most ever held, scrapers ask for gzip") },
  Benchmark(name: "memory-both", unit: "MB", aim: .atMost(60)) {
    try await peak(of: bothRun, note: "most ever held, scrapers ask for plain and gzip")
  },
  Benchmark(name: "start", unit: "s", aim: .atMost(0.5)) {
    let cluster = try await BigCluster.find()
    var runs: [Double] = []
    for _ in 0..<5 { runs.append(try await secondsToFirstPage(of: cluster)) }
    runs.sort()
    return .init(value: runs[runs.count / 2], note: "from start to the first full page; slowest of \(runs.count): \(runs.last ?? 0) s")
  },
]

private let gzipRun = Once { try await DaemonRun(encodings: ["gzip"]).run() }
private let bothRun = Once { try await DaemonRun(encodings: ["gzip", "identity"]).run() }

private func peak(of run: Once<DaemonRun.Result>, note: String) async throws -> Benchmark.Measurement {
  .init(value: Double(try await run.value.peakBytes) / 1_000_000, note: note)
}

private func secondsToFirstPage(of cluster: BigCluster) async throws -> Double {
  let start = ContinuousClock.now
  let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap])
  let arrival = try await eventually(within: .seconds(30), every: .milliseconds(2), "the page has every group partition") {
    let page = try await exporter.get("/metrics").body
    let arrival = ContinuousClock.now
    return page.count { $0 == UInt8(ascii: "\n") } > BigCluster.groupPartitions ? arrival : nil
  }
  try await exporter.stop()
  return (arrival - start) / .seconds(1)
}
