import KafkaExporter

/// `exporter check`: what works between here and the configured clusters, and what does not.
struct CheckCommand {
  let flags: [FlagValue]

  func run() async -> ExitCode {
    let configuration = Configuration.loadOrFail(flags)
    var allWork = true
    for cluster in configuration.clusters {
      if let name = cluster.name { Terminal.print("cluster \(name)") }
      do {
        let works = try await ConnectionCheck(cluster, version: Version.current).run { Terminal.print(Self.text($0)) }
        allWork = allWork && works
      } catch {
        Terminal.fail("\(error)", with: .failure)
      }
    }
    return allWork ? .success : .failure
  }

  private static func text(_ finding: ConnectionCheck.Finding) -> String {
    let mark =
      switch finding.verdict {
      case .ok: "ok     "
      case .limited: "limited"
      case .failed: "FAILED "
      }
    return "\(mark)  \(finding.text)" + (finding.advice.map { "\n         \($0)" } ?? "")
  }
}
