/// The probe's topic and the brokers, as one metadata answer tells them.
package struct ProbeTopicView: Sendable, Equatable {
  package struct Broker: Sendable, Equatable {
    package var id: Int32
    package var rack: String?

    package init(id: Int32, rack: String? = nil) {
      self.id = id
      self.rack = rack
    }
  }

  package struct Partition: Sendable, Equatable {
    package var index: Int32
    /// Nil without one.
    package var leader: Int32?
    package var leaderEpoch: Int32
    /// The preferred leader first.
    package var replicas: [Int32]
    package var inSync: [Int32]

    package init(index: Int32, leader: Int32?, leaderEpoch: Int32 = 0, replicas: [Int32], inSync: [Int32]) {
      self.index = index
      self.leader = leader
      self.leaderEpoch = leaderEpoch
      self.replicas = replicas
      self.inSync = inSync
    }
  }

  /// Those that live, ascending by id.
  package var brokers: [Broker]
  /// Sorted by index; nil where the topic does not exist.
  package var partitions: [Partition]?

  package init(brokers: [Broker], partitions: [Partition]?) {
    self.brokers = brokers.sorted { $0.id < $1.id }
    self.partitions = partitions?.sorted { $0.index < $1.index }
  }
}
