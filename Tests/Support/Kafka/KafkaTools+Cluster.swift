// What the tools for administrators print, as they print it. Needs 4.x.
extension KafkaTools {
  public func clusterID() async throws(HarnessError) -> String {
    let arguments = ["cluster-id", "--bootstrap-server", bootstrap]
    let tool = installation.version.className(of: .cluster)
    return try await ToolServer.server(for: installation).run(tool, arguments, within: .seconds(60)).checked(tool).standardOutput
  }

  /// For each broker, the versions of each API that it and the tool have in common.
  public func brokerAPIVersions() async throws(HarnessError) -> String {
    try await run(.brokerAPIVersions, []).standardOutput
  }

  public func describeConfigs(topic: String) async throws(HarnessError) -> String {
    try await run(.configs, ["--describe", "--all", "--entity-type", "topics", "--entity-name", topic]).standardOutput
  }

  public func describeConfigs(broker: Int32) async throws(HarnessError) -> String {
    try await run(.configs, ["--describe", "--all", "--entity-type", "brokers", "--entity-name", "\(broker)"]).standardOutput
  }

  public func describeQuorum(_ what: String) async throws(HarnessError) -> String {
    try await run(.quorum, ["describe", what]).standardOutput
  }

  public func listReassignments() async throws(HarnessError) -> String {
    try await run(.reassignments, ["--list"]).standardOutput
  }

  /// Gives the lead back to the first replica of a partition.
  public func electPreferredLeader(_ topic: String, partition: Int32) async throws(HarnessError) -> String {
    try await run(
      .leaderElection, ["--election-type", "preferred", "--topic", topic, "--partition", "\(partition)"]
    ).standardOutput
  }

  /// Gives the lead of every partition back to its first replica, as soon as all of those are in sync.
  public func electPreferredLeaders() async throws(HarnessError) {
    try await eventually(within: .seconds(30), every: .milliseconds(500), "every first replica leads") {
      try await run(.leaderElection, ["--election-type", "preferred", "--all-topic-partitions"]).status == 0
    }
  }
}
