/// An offset that a test wants committed.
public struct WantedCommit: Sendable {
  public let topic: String
  public let partition: Int32
  public let offset: Int64

  public init(_ topic: String, _ partition: Int32, _ offset: Int64) {
    self.topic = topic
    self.partition = partition
    self.offset = offset
  }
}

extension KafkaTools {
  /// All groups, or one: a row for each partition that the group has committed or has assigned.
  public func groupOffsets(_ group: String? = nil) async throws(HarnessError) -> [GroupOffsetRow] {
    try await describeGroups(group, "--offsets", columns: GroupOffsetRow.columns).compactMap { GroupOffsetRow($0) }
  }

  public func groupMembers(_ group: String? = nil) async throws(HarnessError) -> [GroupMemberRow] {
    try await describeGroups(group, "--members", columns: GroupMemberRow.columns).compactMap { GroupMemberRow($0) }
  }

  public func groupStates(_ group: String? = nil) async throws(HarnessError) -> [GroupStateRow] {
    try await describeGroups(group, "--state", columns: GroupStateRow.columns).compactMap { GroupStateRow($0) }
  }

  /// Commits offsets for a group without members, which is made when it does not exist.
  ///
  /// The tool moves an offset outside of the log to the log's nearest end.
  public func commit(group: String, _ commits: [WantedCommit]) async throws(HarnessError) {
    let directory = try TemporaryDirectory("commits")
    let rows = commits.map { "\($0.topic),\($0.partition),\($0.offset)\n" }.joined()
    let file = try directory.write(rows, to: "commits.csv")
    try await run(.groups, ["--reset-offsets", "--group", group, "--from-file", file, "--execute"])
  }

  public func deleteGroup(_ group: String) async throws(HarnessError) {
    try await run(.groups, ["--delete", "--group", group])
  }

  /// Deletes what a group committed for a topic, or for some partitions of it: `orders:0,1`.
  public func deleteOffsets(group: String, topic: String) async throws(HarnessError) {
    try await run(.groups, ["--delete-offsets", "--group", group, "--topic", topic])
  }

  private func describeGroups(
    _ group: String?, _ what: String, columns: [String]
  ) async throws(HarnessError) -> [[String: String]] {
    let which = group.map { ["--group", $0] } ?? ["--all-groups"]
    let said = try await run(.groups, ["--describe", what] + which).standardOutput
    // The tool's status is 0 all the same when one group can't be described, and then it describes none.
    if group == nil, said.contains("Error: ") { throw HarnessError("all groups can not be described: \(said)") }
    return ToolTable.parse(said, columns: columns)
  }
}
