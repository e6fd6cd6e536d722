/// What a cluster has under a topic's name.
package enum FoundTopic: Sendable, Equatable {
  case absent
  case present(ExistingTopic)
  /// There may be one, but it can't be told.
  case unreadable(TopicRefusal)
}

/// A topic as the brokers describe it.
package struct ExistingTopic: Sendable, Equatable {
  package struct Partition: Sendable, Equatable {
    package var index: Int32
    /// Nil without one.
    package var leader: Int32?
    package var replicas: Int

    package init(index: Int32, leader: Int32?, replicas: Int) {
      self.index = index
      self.leader = leader
      self.replicas = replicas
    }
  }

  /// Of a config, what holds, whoever said so.
  package struct Config: Sendable, Equatable {
    /// Nil where the brokers keep it to themselves.
    package var value: String?
    /// Whether it was set for this topic; otherwise it is a broker's or Kafka's default.
    package var isOwn: Bool
    package var kind: ConfigKind

    package init(value: String?, isOwn: Bool, kind: ConfigKind = .unknown) {
      self.value = value
      self.isOwn = isOwn
      self.kind = kind
    }
  }

  package var partitions: [Partition]
  /// At least those that the file wants, as far as the brokers know them.
  package var configs: [String: Config]

  package init(partitions: [Partition], configs: [String: Config] = [:]) {
    self.partitions = partitions
    self.configs = configs
  }

  /// Partitions without a leader, ascending.
  package var leaderless: [Int32] { partitions.filter { $0.leader == nil }.map(\.index).sorted() }
}
