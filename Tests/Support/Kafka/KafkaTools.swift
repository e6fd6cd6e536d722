/// Kafka's own command line tools, pointed at one cluster: the witness that our answers are compared with.
///
/// All functions throw `HarnessError` with everything the tool printed when it fails.
public struct KafkaTools: Sendable {
  public let installation: KafkaInstallation
  public let bootstrap: String

  public init(installation: KafkaInstallation, bootstrap: String) {
    self.installation = installation
    self.bootstrap = bootstrap
  }

  /// Runs a tool with `--bootstrap-server` and the arguments, and returns what it printed when its status is 0.
  @discardableResult
  func run(_ tool: KafkaTool, _ arguments: [String], within limit: Duration = .seconds(60)) async throws(HarnessError) -> Finished {
    let mainClass = installation.version.className(of: tool)
    let all = ["--bootstrap-server", bootstrap] + arguments
    return try await ToolServer.server(for: installation).run(mainClass, all, within: limit)
      .checked(([mainClass] + all).joined(separator: " "))
  }
}
