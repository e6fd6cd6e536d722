import KafkaExporter

/// `exporter lag`: one collection, printed as a table or JSON; again and again with `--watch`.
struct LagCommand {
  let flags: [FlagValue]
  let options: LagOptions

  func run() async -> ExitCode {
    let configuration = Configuration.loadOrFail(flags)
    do {
      let inspections = try configuration.clusters.map { try Inspection($0, version: Version.current, collects: .lag) }
      repeat {
        let started = ContinuousClock.now
        let isWhole = try await collect(inspections)
        guard let pause = options.watch else { return isWhole ? .success : .failure }
        try await Task.sleep(until: started + pause, clock: .continuous)
      } while true
    } catch {
      Terminal.fail("\(error)", with: .failure)
    }
  }

  /// - Returns: whether every cluster answered and every group that was named is there.
  private func collect(_ inspections: [Inspection]) async throws -> Bool {
    var isWhole = true
    var reports: [LagReport] = []
    for inspection in inspections {
      let page = await inspection.poll()
      for collector in page.snapshot.collectors {
        guard let failure = collector.failure else { continue }
        isWhole = false
        Terminal.complain("exporter: \(collector.name): \(failure)")
      }
      reports.append(LagReport(page, groups: Set(options.groups)))
    }
    let found = Set(reports.flatMap(\.rows).map(\.group))
    for group in options.groups where !found.contains(group) {
      isWhole = false
      Terminal.complain("exporter: there is no group \"\(group)\"" + (inspections.count > 1 ? " in any cluster" : ""))
    }
    Terminal.print(options.printsJSON ? try LagReport.json(reports) : reports.map(\.table).filter { !$0.isEmpty }.joined(separator: "\n\n"))
    return isWhole
  }
}
