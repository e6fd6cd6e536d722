import KafkaExporter
import KafkaSimulator
import Transport

/// What `exporter demo` says first: what there is, where to look, and what will happen when.
struct DemoIntroduction {
  let scenario: Scenario
  let listen: ListenAddress
  /// The port that is listened on.
  let port: UInt16
  let bootstrap: [HostPort]

  var text: String {
    let brokers = bootstrap.map(\.description).joined(separator: ",")
    let first = bootstrap.first?.description ?? ""
    let host = listen.host.isEmpty ? "localhost" : listen.host.contains(":") ? "[\(listen.host)]" : listen.host
    return """
      \(scenario.about.isEmpty ? "" : "\(scenario.about)\n")\(scenario.inventory)

      Look here:
        http://\(host):\(port)/          the exporter's page
        http://\(host):\(port)/metrics   what Prometheus gets
        exporter lag --watch 2s --bootstrap \(first)
      Kafka's own tools and kcat find the brokers at \(brokers)

      \(scenario.timeline.joined(separator: "\n"))

      Ctrl-C ends it.

      """
  }
}
