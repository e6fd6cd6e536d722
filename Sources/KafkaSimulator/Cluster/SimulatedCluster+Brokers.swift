// Brokers die and return.
extension SimulatedCluster {
  /// The broker's process ends: it leaves every in-sync set that has another member, and others lead what it led. Partitions that have nobody else
  /// in sync lose their leader.
  package func stopBroker(_ id: Int32) {
    guard brokers[id]?.isAlive == true else { return }
    brokers[id]?.isAlive = false
    fetchSessions[id] = nil
    if controller == id { controller = liveBrokers.first?.id ?? -1 }
    changePartitions(of: id) { partition in
      let others = partition.inSync.filter { $0 != id }
      // The last one in sync stays in the set: only it has all the records.
      if !others.isEmpty { partition.inSync = shared(others) }
      guard partition.leader == id else { return }
      partition.leader = partition.replicas.first { partition.inSync.contains($0) && brokers[$0]?.isAlive == true } ?? -1
      partition.leaderEpoch += 1
    }
  }

  /// The broker's process starts again: it is in sync at once, and leads what nobody led.
  package func startBroker(_ id: Int32) {
    guard brokers[id]?.isAlive == false else { return }
    brokers[id]?.isAlive = true
    if controller < 0 { controller = id }
    changePartitions(of: id) { partition in
      if partition.leader < 0, partition.inSync.contains(id) {
        partition.leader = id
        partition.leaderEpoch += 1
      }
      if partition.leader >= 0, !partition.inSync.contains(id) {
        partition.inSync = shared(partition.inSync + [id])
      }
    }
  }

  /// Gives leadership back to the first replica wherever it is in sync, as the election of preferred leaders does.
  package func electPreferredLeaders() {
    changePartitions(of: nil) { partition in
      guard let preferred = partition.replicas.first, partition.leader != preferred, partition.inSync.contains(preferred),
        brokers[preferred]?.isAlive == true
      else { return }
      partition.leader = preferred
      partition.leaderEpoch += 1
    }
  }

  /// Changes every partition with a replica on the broker, or all.
  private func changePartitions(of broker: Int32?, _ change: (inout Partition) -> Void) {
    for topic in topics.values {
      for index in topic.partitions.indices {
        if let broker, !topic.partitions[index].replicas.contains(broker) { continue }
        let before = topic.partitions[index].leader
        change(&topic.partitions[index])
        if topic.partitions[index].leader != before { waits.notify(.partition(topic: topic.name, Int32(clamping: index))) }
      }
    }
  }
}
