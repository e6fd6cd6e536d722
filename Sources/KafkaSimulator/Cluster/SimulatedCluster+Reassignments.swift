import KafkaProtocol

/// Replicas of a partition on their way from brokers to others (KIP-455).
struct Reassignment: Equatable {
  let target: [Int32]
  /// By id, both.
  let adding: [Int32]
  let removing: [Int32]
}

// Replicas move. A simulated replica has its records as soon as its broker is alive, so what is under way waits for a broker that is not.
extension SimulatedCluster {
  /// Moves a partition to other replicas, in order of preference.
  ///
  /// - Throws: UNKNOWN_TOPIC_OR_PARTITION, INVALID_REPLICA_ASSIGNMENT; INVALID_REPLICATION_FACTOR when their number may not change and would.
  package func reassign(_ name: String, _ partition: Int32, to target: [Int32], mayChangeReplicationFactor: Bool = true) throws(Refusal) {
    let (topic, index) = try reassignable(name, partition)
    try checkAssignment(target)
    let replicas = topic.partitions[index].replicas
    let before = replicas.count - (reassignments[name]?[partition]?.adding.count ?? 0)
    guard mayChangeReplicationFactor || target.count == before else {
      throw Refusal(.invalidReplicationFactor, "The replication factor is changed from \(before) to \(target.count)")
    }
    let removing = replicas.filter { !target.contains($0) }.sorted()
    let adding = target.filter { !replicas.contains($0) }.sorted()
    reassignments[name, default: [:]][partition] = Reassignment(target: target, adding: adding, removing: removing)
    change(topic, index) { partition, _ in partition.add(target + removing) }
    complete(topic, partition)
  }

  /// Takes back a move that is under way.
  ///
  /// - Throws: UNKNOWN_TOPIC_OR_PARTITION, NO_REASSIGNMENT_IN_PROGRESS.
  package func cancelReassignment(_ name: String, _ partition: Int32) throws(Refusal) {
    let (topic, index) = try reassignable(name, partition)
    guard let reassignment = forgetReassignment(name, partition) else { throw Refusal(.noReassignmentInProgress) }
    change(topic, index) { partition, circumstances in
      partition.keep(partition.replicas.filter { !reassignment.adding.contains($0) }, circumstances)
    }
  }

  /// Completes what can be, after a broker has returned.
  func completeReassignments() {
    for (name, partitions) in reassignments {
      guard let topic = topics[name] else { continue }
      for partition in partitions.keys { complete(topic, partition) }
    }
  }

  private func complete(_ topic: Topic, _ partition: Int32) {
    guard let reassignment = reassignments[topic.name]?[partition], topic.partitions.indices.contains(Int(partition)) else { return }
    change(topic, Int(partition)) { partition, circumstances in
      for broker in reassignment.adding where circumstances.isAlive(broker) { partition.join(broker, circumstances) }
    }
    let inSync = topic.partitions[Int(partition)].inSync
    guard reassignment.adding.allSatisfy(inSync.contains), reassignment.target.contains(where: inSync.contains) else { return }
    forgetReassignment(topic.name, partition)
    change(topic, Int(partition)) { partition, circumstances in partition.keep(reassignment.target, circumstances) }
  }

  @discardableResult
  private func forgetReassignment(_ name: String, _ partition: Int32) -> Reassignment? {
    let reassignment = reassignments[name]?.removeValue(forKey: partition)
    if reassignments[name]?.isEmpty == true { reassignments[name] = nil }
    return reassignment
  }

  private func reassignable(_ name: String, _ partition: Int32) throws(Refusal) -> (Topic, index: Int) {
    guard let topic = topics[name] else { throw Refusal(.unknownTopicOrPartition, "Unable to find a topic named \(name).") }
    guard topic.partition(partition) != nil else {
      throw Refusal(.unknownTopicOrPartition, "Unable to find partition \(name):\(partition).")
    }
    return (topic, Int(partition))
  }
}
