import TestSupport

/// `exporter serve` on a simulated cluster, each in a process of its own, so that the figures are the exporter's share alone.
struct ScaleRun {
  let size: ScaleSize

  /// One in three reads log starts too, as with the default intervals.
  private static let polls = 3
  private static let warmUp = 3

  struct Result: Sendable {
    let size: ScaleSize
    /// Processor time of the daemon for a poll, its page and gzip included.
    let processorSeconds: Double
    /// The collectors of a poll, the time that the simulated brokers take for their answers included.
    let pollSeconds: Double
    /// The most memory that the daemon ever held while Prometheus asked for gzip.
    let peakBytes: Int
    /// Of a poll, to all brokers.
    let requests: Double
    let page: ScalePage
    let packedBytes: Int
  }

  func run() async throws -> Result {
    let cluster = try await SimulatedLoad.start(size)
    let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "\(size.secondsBetweenPolls)s"])
    try await exporter.awaitReady(within: .seconds(120))
    let process = exporter.process.processIdentifier
    _ = try await scrape(exporter, times: Self.warmUp)
    let before = ProcessTable.processorSeconds(of: process) ?? 0
    let packed = try await scrape(exporter, times: Self.polls)
    let used = (ProcessTable.processorSeconds(of: process) ?? 0) - before
    let peak = ProcessTable.peakResidentBytes(of: process) ?? 0
    // The plain page takes memory of its own, so it is asked for when the peak is known.
    let early = try await ScalePage(of: exporter)
    try await Task.sleep(for: .seconds(size.secondsBetweenPolls * Self.polls))
    let late = try await ScalePage(of: exporter)
    try await exporter.stop()
    try await cluster.stop()
    guard late.failures.isEmpty else { throw HarnessError("the exporter at \(size.name): \(late.failures.joined(separator: ", "))") }
    return Result(
      size: size, processorSeconds: used / Double(Self.polls), pollSeconds: late.collectorSeconds, peakBytes: peak,
      requests: (late.requests - early.requests) / Double(Self.polls), page: late, packedBytes: packed)
  }

  /// Asks for the packed page once a poll, as Prometheus does, and returns the size of the last.
  private func scrape(_ exporter: ExporterProcess, times: Int) async throws -> Int {
    var next = ContinuousClock.now
    var bytes = 0
    for _ in 0..<times {
      next += .seconds(size.secondsBetweenPolls)
      try await Task.sleep(until: next, clock: .continuous)
      let answer = try await exporter.get("/metrics", headers: [("Accept-Encoding", "gzip")], within: .seconds(60))
      guard answer.status == 200 else { throw HarnessError("/metrics: \(answer.status)") }
      bytes = answer.body.count
    }
    return bytes
  }
}
