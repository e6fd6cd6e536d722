import TestSupport

/// `exporter serve` on the big cluster, polling every second, while somebody asks for its page as often.
struct DaemonRun {
  /// The Accept-Encoding of each who asks.
  let encodings: [String]

  private static let polls = 20
  /// Until the brokers' own machinery is warm, and every page that is wanted has been made more than once.
  private static let warmUp = 5

  struct Result: Sendable {
    /// Processor time of the daemon, for each poll.
    let secondsPerPoll: Double
    /// Processor time of all brokers, for each poll, above what they use when nobody polls.
    let brokerSecondsPerPoll: Double
    /// For each broker and poll.
    let requestsPerBroker: Double
    /// The most memory it ever held.
    let peakBytes: Int
    let pageBytes: Int
  }

  func run() async throws -> Result {
    let cluster = try await BigCluster.find()
    let idle = try await Self.secondsUsed(by: { cluster.processorSeconds }, during: 5)
    let exporter = try await ExporterProcess.serve(["--bootstrap", cluster.bootstrap, "--interval", "1s"])
    try await exporter.awaitReady()
    try await scrape(exporter, times: Self.warmUp)
    let process = exporter.process.processIdentifier
    let (daemon, brokers) = (ProcessTable.processorSeconds(of: process), cluster.processorSeconds)
    try await scrape(exporter, times: Self.polls)
    let used = (ProcessTable.processorSeconds(of: process) ?? 0) - (daemon ?? 0)
    let brokersUsed = cluster.processorSeconds - brokers
    let peak = ProcessTable.peakResidentBytes(of: process) ?? 0
    let before = try await requests(exporter)
    try await Task.sleep(for: .seconds(6))
    let after = try await requests(exporter)
    try await exporter.stop()
    return Result(
      secondsPerPoll: used / Double(Self.polls), brokerSecondsPerPoll: brokersUsed / Double(Self.polls) - idle,
      requestsPerBroker: (after.count - before.count) / 6 / 3, peakBytes: peak, pageBytes: after.pageBytes)
  }

  /// Asks once a second.
  private func scrape(_ exporter: ExporterProcess, times: Int) async throws {
    var next = ContinuousClock.now
    for _ in 0..<times {
      for encoding in encodings {
        let answer = try await exporter.get("/metrics", headers: [("Accept-Encoding", encoding)])
        guard answer.status == 200 else { throw HarnessError("/metrics: \(answer.status)") }
      }
      next += .seconds(1)
      try await Task.sleep(until: next, clock: .continuous)
    }
  }

  private func requests(_ exporter: ExporterProcess) async throws -> (count: Double, pageBytes: Int) {
    let answer = try await exporter.get("/metrics")
    let rows = answer.text.split(separator: "\n").filter { $0.hasPrefix("kafka_exporter_requests_total{") && !$0.contains("bootstrap") }
    return (rows.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +), answer.body.count)
  }

  private static func secondsUsed(by total: () -> Double, during seconds: Int) async throws -> Double {
    let before = total()
    try await Task.sleep(for: .seconds(seconds))
    return (total() - before) / Double(seconds)
  }
}
