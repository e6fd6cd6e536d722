// Brokers die and return.
extension SimulatedCluster {
  /// The broker's process ends in order: it is in no in-sync set any more, and others lead what it led, where there are others that may.
  package func stopBroker(_ id: Int32) {
    guard brokers[id]?.isAlive == true else { return }
    brokers[id]?.isAlive = false
    fetchSessions[id] = nil
    quorum.nodeStopped(id, at: now)
    changePartitions(of: id) { $0.remove(id, $1) }
  }

  /// The broker's process starts again: it is in sync at once, leads what nobody led, and gets what it was to take over.
  package func startBroker(_ id: Int32) {
    guard brokers[id]?.isAlive == false else { return }
    brokers[id]?.isAlive = true
    quorum.nodeStarted(id)
    changePartitions(of: id) { $0.join(id, $1) }
    completeReassignments()
  }

  /// Gives leadership back to the first replica wherever it is in sync, as the election of preferred leaders does.
  package func electPreferredLeaders() {
    changePartitions(of: nil) { partition, circumstances in
      guard let preferred = partition.preferredLeader, partition.inSync.contains(preferred), circumstances.isAlive(preferred) else {
        return
      }
      partition.lead(preferred, circumstances)
    }
  }

  /// Changes one partition, tells who waits for it when it has another leader, and counts the change.
  ///
  /// - Precondition: the topic has the partition.
  func change(_ topic: Topic, _ index: Int, _ change: (inout Partition, Partition.Circumstances) -> Void) {
    let before = topic.partitions[index]
    change(&topic.partitions[index], circumstances(of: topic))
    let after = topic.partitions[index]
    guard before.leaderEpoch != after.leaderEpoch || before.placement != after.placement else { return }
    topic.partitions[index].placement = shared(after.placement)
    quorum.append()
    if before.leader != after.leader { waits.notify(.partition(topic: topic.name, Int32(clamping: index))) }
  }

  private func circumstances(of topic: Topic) -> Partition.Circumstances {
    Partition.Circumstances(
      // Kafka takes the first partition's replicas for all.
      minimumInSync: min(topic.settings.minimumInSync, topic.partitions.first?.replicas.count ?? 0),
      electsUncleanLeaders: topic.settings.electsUncleanLeaders,
      isAlive: { [brokers] in brokers[$0]?.isAlive == true })
  }

  /// Changes every partition with a replica on the broker, or all.
  private func changePartitions(of broker: Int32?, _ body: (inout Partition, Partition.Circumstances) -> Void) {
    for topic in topics.values {
      for index in topic.partitions.indices {
        if let broker, !topic.partitions[index].replicas.contains(broker) { continue }
        change(topic, index, body)
      }
    }
  }
}
