/// What `TopicCommand --describe` says of a topic.
public struct TopicRow: Hashable, Sendable {
  public let name: String
  /// As printed; nil where the brokers have none.
  public let id: String?
  public let partitionCount: Int
  public let replicationFactor: Int
  /// Only what was set for the topic itself.
  public let configs: [String: String]
  /// By partition number.
  public var partitions: [Int32: PartitionRow] = [:]
}

/// What `TopicCommand --describe` says of a partition.
public struct PartitionRow: Hashable, Sendable {
  /// Nil without one.
  public let leader: Int32?
  /// In order of preference.
  public let replicas: [Int32]
  public let inSyncReplicas: [Int32]
}

extension KafkaTools {
  /// All topics, internal ones included, as `TopicCommand --describe` prints them.
  public func topics() async throws(HarnessError) -> [String: TopicRow] {
    var topics: [String: TopicRow] = [:]
    for line in try await describeTopics().split(separator: "\n") {
      let fields = Self.fields(of: line)
      guard let name = fields["Topic"] else { continue }
      if let partition = fields["Partition"].flatMap({ Int32($0) }) {
        topics[name]?.partitions[partition] = PartitionRow(fields)
      } else {
        topics[name] = try TopicRow(name: name, fields, line: line)
      }
    }
    return topics
  }

  /// `Topic: orders\tPartitionCount: 3\tConfigs: a=1,b=2`
  private static func fields(of line: Substring) -> [String: String] {
    var fields: [String: String] = [:]
    for field in line.split(separator: "\t") {
      guard let colon = field.firstIndex(of: ":") else { continue }
      fields[field[..<colon].trimmingSpaces()] = field[field.index(after: colon)...].trimmingSpaces()
    }
    return fields
  }
}

extension TopicRow {
  fileprivate init(name: String, _ fields: [String: String], line: Substring) throws(HarnessError) {
    guard let partitions = fields["PartitionCount"].flatMap({ Int($0) }), let factor = fields["ReplicationFactor"].flatMap({ Int($0) })
    else { throw HarnessError("not a topic's line: \(line)") }
    var configs: [String: String] = [:]
    var last: String?
    // A comma may also stand inside a value, as in cleanup.policy=compact,delete.
    for piece in (fields["Configs"] ?? "").split(separator: ",") {
      let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        last = String(parts[0])
        configs[String(parts[0])] = String(parts[1])
      } else if let last {
        configs[last, default: ""] += ",\(piece)"
      }
    }
    self.init(name: name, id: fields["TopicId"], partitionCount: partitions, replicationFactor: factor, configs: configs)
  }
}

extension PartitionRow {
  fileprivate init(_ fields: [String: String]) {
    func numbers(_ field: String) -> [Int32] { (fields[field] ?? "").split(separator: ",").compactMap { Int32($0) } }
    leader = fields["Leader"].flatMap { Int32($0) }.flatMap { $0 >= 0 ? $0 : nil }
    replicas = numbers("Replicas")
    inSyncReplicas = numbers("Isr")
  }
}
