import KafkaExporter

/// `exporter lag`: one collection, printed as a table or JSON; again and again with `--watch`.
struct LagCommand {
  let flags: [FlagValue]
  let options: LagOptions

  func run() async -> ExitCode {
    let configuration = Configuration.loadOrFail(flags)
    do {
      let inspections = try configuration.clusters.map {
        try Inspection($0.collecting(onlyGroups: options.groups), version: Version.current, collects: .lag)
      }
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
    let pages = await Inspection.poll(inspections)
    var complaints = pages.flatMap { LagReport.complaints(about: $0.snapshot) }
    let reports = pages.map { LagReport($0) }
    // What could not be read may hold the group that is looked for.
    if complaints.isEmpty {
      let found = Set(reports.flatMap(\.rows).map(\.group))
      let place = inspections.count > 1 ? " in any cluster" : ""
      complaints = options.groups.filter { !found.contains($0) }.map { "there is no group \"\($0)\"\(place)" }
    }
    for complaint in complaints { Terminal.complain("exporter: \(complaint)") }
    let tables = reports.map(\.table).filter { !$0.isEmpty }
    if options.printsJSON {
      Terminal.print(try LagReport.json(reports))
    } else if !tables.isEmpty {
      Terminal.print(tables.joined(separator: "\n\n") + (options.watch == nil ? "" : "\n\n"))
    }
    return complaints.isEmpty
  }
}
