/// Where records go: the partitions of the topic that are being read, in order.
struct ProbeLayout: Sendable, Equatable {
  struct Partition: Sendable, Equatable {
    let index: Int32
    /// The leader, or without one the broker that should lead: what does not work counts for it.
    let broker: Int32
    let condition: PartitionCondition
  }

  var partitions: [Partition] = []
  /// All that the topic has, also those that are not read.
  var count = 0
}
