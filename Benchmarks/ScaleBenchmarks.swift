/// The whole daemon on simulated clusters from ten thousand partitions to a million. A ratio is the cost of a partition as a part of that at the
/// smallest size: at most 1.2 is the aim.
let scaleBenchmarks = scaleRuns.flatMap { size, run in
  [
    Benchmark(name: "scale-\(size.name)", unit: "ms", aim: .ratioAtMost(1.2)) {
      let (result, smallest) = (try await run.value, try await scaleRuns[0].run.value)
      let perPartition = result.processorSeconds / Double(size.partitions)
      return .init(
        value: result.processorSeconds * 1000, ratio: perPartition / (smallest.processorSeconds / Double(smallest.size.partitions)),
        comparedWith: "10k's a partition",
        note: "CPU of a poll of \(size.partitions) partitions, \(size.groups) groups, \(size.commits) commits: "
          + "\(Int((perPartition * 1e9).rounded())) ns a partition")
    },
    Benchmark(name: "scale-\(size.name)-poll", unit: "s", aim: .atMost(10)) {
      let result = try await run.value
      return .init(value: result.pollSeconds, note: "of all collectors, waiting for answers included; \(Int(result.requests)) requests")
    },
    Benchmark(name: "scale-\(size.name)-memory", unit: "MB", aim: .atMost(1000)) {
      let result = try await run.value
      return .init(
        value: Double(result.peakBytes) / 1_000_000,
        note: "most ever held; page of \(result.page.samples) samples, \(result.page.bytes) bytes, \(result.packedBytes) as gzip")
    },
  ]
}

private let scaleRuns = ScaleSize.all.map { size in (size: size, run: Once { try await ScaleRun(size: size).run() }) }
