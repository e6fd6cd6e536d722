extension KafkaTools {
  /// Creates a topic and returns when its partitions have leaders.
  public func createTopic(
    _ topic: String, partitions: Int = 1, replicationFactor: Int = 1, configs: [String: String] = [:]
  ) async throws(HarnessError) {
    let arguments = ["--create", "--topic", topic, "--partitions", "\(partitions)", "--replication-factor", "\(replicationFactor)"]
    try await run(.topics, arguments + Self.flags("--config", configs))
    try await awaitLeaders(topic, partitions: partitions)
  }

  /// Creates a topic with the replicas of each partition in order of preference: `[[1, 2], [2, 3]]`.
  public func createTopic(
    _ topic: String, assignment: [[Int32]], configs: [String: String] = [:]
  ) async throws(HarnessError) {
    let assigned = assignment.map { $0.map { "\($0)" }.joined(separator: ":") }.joined(separator: ",")
    try await run(.topics, ["--create", "--topic", topic, "--replica-assignment", assigned] + Self.flags("--config", configs))
    try await awaitLeaders(topic, partitions: assignment.count)
  }

  public func addPartitions(_ topic: String, total: Int) async throws(HarnessError) {
    try await run(.topics, ["--alter", "--topic", topic, "--partitions", "\(total)"])
    try await awaitLeaders(topic, partitions: total)
  }

  public func deleteTopic(_ topic: String) async throws(HarnessError) {
    try await run(.topics, ["--delete", "--topic", topic])
  }

  /// The tool's own description, internal topics included when no topic is named.
  public func describeTopics(_ topic: String? = nil) async throws(HarnessError) -> String {
    try await run(.topics, ["--describe"] + (topic.map { ["--topic", $0] } ?? [])).standardOutput
  }

  public func setConfigs(topic: String, _ configs: [String: String]) async throws(HarnessError) {
    let added = configs.sorted { $0.key < $1.key }.map { "\($0.key)=[\($0.value)]" }.joined(separator: ",")
    try await run(.configs, ["--alter", "--entity-type", "topics", "--entity-name", topic, "--add-config", added])
  }

  /// Holds a client back to so many bytes a second written to each broker; nil takes the quota away.
  public func setProducerQuota(clientID: String, bytesPerSecond: Int?) async throws(HarnessError) {
    let change = bytesPerSecond.map { ["--add-config", "producer_byte_rate=\($0)"] } ?? ["--delete-config", "producer_byte_rate"]
    try await run(.configs, ["--alter", "--entity-type", "clients", "--entity-name", clientID] + change)
  }

  private func awaitLeaders(_ topic: String, partitions: Int) async throws(HarnessError) {
    try await eventually(within: .seconds(30), every: .milliseconds(50), "\(topic) has \(partitions) leaders") {
      let lines = try await describeTopics(topic).split(separator: "\n").filter { $0.contains("\tPartition: ") }
      return lines.count == partitions && !lines.contains { $0.contains("Leader: none") || $0.contains("Leader: -1") }
    }
  }

  static func flags(_ flag: String, _ values: [String: String]) -> [String] {
    values.sorted { $0.key < $1.key }.flatMap { [flag, "\($0.key)=\($0.value)"] }
  }
}
