/// A row of `ConsumerGroupCommand --describe --offsets`. What the tool prints as `-` is nil.
public struct GroupOffsetRow: Hashable, Sendable {
  public let group: String
  public let topic: String?
  public let partition: Int32?
  public let committedOffset: Int64?
  public let logEndOffset: Int64?
  public let lag: Int64?
  public let memberID: String?
  public let host: String?
  public let clientID: String?

  static let columns = ["GROUP", "TOPIC", "PARTITION", "CURRENT-OFFSET", "LOG-END-OFFSET", "LAG", "CONSUMER-ID", "HOST", "CLIENT-ID"]

  init?(_ row: [String: String]) {
    guard let group = row["GROUP"] else { return nil }
    self.group = group
    topic = row["TOPIC"]
    partition = row["PARTITION"].flatMap { Int32($0) }
    committedOffset = row["CURRENT-OFFSET"].flatMap { Int64($0) }
    logEndOffset = row["LOG-END-OFFSET"].flatMap { Int64($0) }
    lag = row["LAG"].flatMap { Int64($0) }
    memberID = row["CONSUMER-ID"]
    host = row["HOST"]
    clientID = row["CLIENT-ID"]
  }
}

/// A row of `ConsumerGroupCommand --describe --members`.
public struct GroupMemberRow: Hashable, Sendable {
  public let group: String
  public let memberID: String
  public let host: String?
  public let clientID: String?
  public let assignedPartitions: Int?

  static let columns = ["GROUP", "CONSUMER-ID", "HOST", "CLIENT-ID", "#PARTITIONS"]

  init?(_ row: [String: String]) {
    guard let group = row["GROUP"], let memberID = row["CONSUMER-ID"] else { return nil }
    self.group = group
    self.memberID = memberID
    host = row["HOST"]
    clientID = row["CLIENT-ID"]
    assignedPartitions = row["#PARTITIONS"].flatMap { Int($0) }
  }
}

/// A row of `ConsumerGroupCommand --describe --state`.
public struct GroupStateRow: Hashable, Sendable {
  public let group: String
  /// The broker's id.
  public let coordinator: Int32?
  /// The assignor; nil without members.
  public let assignmentStrategy: String?
  /// `Stable`, `Empty` and so on, as printed.
  public let state: String?
  public let memberCount: Int?

  static let columns = ["GROUP", "COORDINATOR (ID)", "ASSIGNMENT-STRATEGY", "STATE", "#MEMBERS"]

  init?(_ row: [String: String]) {
    guard let group = row["GROUP"] else { return nil }
    self.group = group
    // "127.0.0.1:9092  (1)"
    coordinator = row["COORDINATOR (ID)"]?.split(separator: "(").last.flatMap { Int32($0.dropLast()) }
    assignmentStrategy = row["ASSIGNMENT-STRATEGY"]
    state = row["STATE"]
    memberCount = row["#MEMBERS"].flatMap { Int($0) }
  }
}
