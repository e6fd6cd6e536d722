/// The page at `/`: what is configured, how it goes, and where to find the rest. A pure function of the status and the time.
struct LandingPage {
  let status: DaemonStatus
  let rules: ReadinessRules
  /// Unix seconds.
  let now: Double

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Kafka exporter</title>
    <style>\(Self.style)</style>
    </head>
    <body>
    <main>
    <h1>Kafka exporter</h1>
    <p>Version \(HTMLText(status.version)), running for \(Age(seconds: now - status.started)).</p>
    <ul class="links">
    \(Self.links)
    </ul>
    \(status.clusters.map(cluster).joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
  }

  private static let links = Route.served.filter { $0.path != "/" }
    .map { "<li><a href=\"\($0.path)\">\($0.path)</a> \(HTMLText($0.purpose))</li>" }
    .joined(separator: "\n")

  private func cluster(_ cluster: ClusterStatus) -> String {
    let problem = Readiness.reason(cluster, at: now, rules: rules)
    let state = problem.map { "<p class=\"bad\">Not ready: \(HTMLText($0)).</p>" } ?? "<p class=\"good\">Ready.</p>"
    return """
      <section>
      <h2>\(HTMLText(cluster.name.map { "Cluster \($0)" } ?? "Cluster"))</h2>
      \(state)
      <dl>
      \(facts(of: cluster).map { "<div><dt>\($0.name)</dt><dd>\(HTMLText($0.value))</dd></div>" }.joined(separator: "\n"))
      </dl>
      \(cluster.collectors.isEmpty ? "" : collectors(cluster.collectors))
      </section>
      """
  }

  private func facts(of cluster: ClusterStatus) -> [(name: String, value: String)] {
    let count = { (value: Int?) in value.map { "\($0)" } ?? "unknown" }
    return [
      ("Bootstrap", cluster.bootstrap.joined(separator: ", ")),
      ("Cluster id", cluster.clusterID ?? "unknown"),
      ("Brokers up", cluster.brokersTotal.map { "\(count(cluster.brokersUp)) of \($0)" } ?? "unknown"),
      ("Topics", count(cluster.topics)),
      ("Partitions", count(cluster.partitions)),
      ("Groups", count(cluster.groups)),
      ("Snapshot", cluster.snapshotTimestamp.map { "\(Age(seconds: now - $0)) old" } ?? "none yet"),
    ]
  }

  private func collectors(_ collectors: [CollectorFacts]) -> String {
    """
    <div class="scroll"><table>
    <thead><tr><th>Collector</th><th>Last run</th><th>Took</th><th>Last success</th><th>Last failure</th></tr></thead>
    <tbody>
    \(collectors.map(row).joined(separator: "\n"))
    </tbody>
    </table></div>
    """
  }

  private func row(_ collector: CollectorFacts) -> String {
    let outcome =
      switch collector.succeeded {
      case true?: "<td class=\"good\">succeeded</td>"
      case false?: "<td class=\"bad\">failed</td>"
      case nil: "<td>none yet</td>"
      }
    let duration = collector.durationSeconds.map(Self.duration) ?? ""
    let success = collector.lastSuccess.map { "\(Age(seconds: now - $0)) ago" } ?? "never"
    return "<tr><td>\(HTMLText(collector.name))</td>\(outcome)<td class=\"number\">\(duration)</td><td class=\"number\">\(success)</td>"
      + "<td>\(HTMLText(collector.failure ?? ""))</td></tr>"
  }

  private static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "unknown" }
    return seconds < 1 ? "\(Int((seconds * 1000).rounded())) ms" : "\((seconds * 10).rounded() / 10) s"
  }

  private static let style = """
    :root{color-scheme:light dark;--muted:#667;--line:#dde;--good:#176b35;--bad:#b3261e;--link:#0b57d0}
    @media (prefers-color-scheme:dark){:root{--muted:#9aa;--line:#445;--good:#7ddb9b;--bad:#ff9d94;--link:#8ab4f8}}
    body{font:16px/1.5 system-ui,sans-serif;margin:0}
    main{max-width:60rem;margin:0 auto;padding:1.5rem}
    h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:0}
    a{color:var(--link)}
    .links{padding-left:1.2rem}
    section{border-top:1px solid var(--line);margin-top:1.5rem;padding-top:1rem}
    section p{margin:.25rem 0 .75rem}
    dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.6rem 1.2rem;margin:0 0 1rem}
    dt,th{color:var(--muted);font-size:.85rem;font-weight:normal}dd{margin:0;overflow-wrap:anywhere}
    .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
    th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
    .number{font-variant-numeric:tabular-nums;white-space:nowrap}
    .good{color:var(--good)}.bad{color:var(--bad)}
    """
}
