import TestSupport

extension KafkaTruth {
  /// Where a page with all families differs from what Kafka says, for all topics and groups at once.
  func differences(from page: PrometheusPage) -> [String] {
    var differences = Differences()
    compareOffsets(page, &differences)
    compareTopics(page, &differences)
    compareHealth(page, &differences)
    compareCommits(page, &differences)
    compareGroups(page, &differences)
    compareMembers(page, &differences)
    if let controller {
      differences.compare("controller", page: page.values("kafka_cluster_controller_broker_id"), kafka: [[]: Double(controller)])
    }
    return differences.lines.sorted()
  }

  private func compareOffsets(_ page: PrometheusPage, _ differences: inout Differences) {
    for (family, offsets) in [("log_start_offset", logStart), ("log_end_offset", logEnd)] {
      differences.compare(
        family, page: page.values("kafka_topic_partition_\(family)", by: "topic", "partition"),
        kafka: Dictionary(summing: offsets.map { ($0.key.labels, $0.value) }))
      differences.compare(
        "\(family)_sum", page: page.values("kafka_topic_\(family)_sum", by: "topic"),
        kafka: Dictionary(summing: offsets.map { ([$0.key.topic], $0.value) }))
    }
  }

  private func compareTopics(_ page: PrometheusPage, _ differences: inout Differences) {
    let infos = page.samples("kafka_topic_info").map { [$0.labels["topic"], $0.labels["topic_id"], $0.labels["cleanup_policy"]] }
    differences.compare(
      "topic_info", page: Set(infos),
      kafka: Set(topics.values.map { [$0.name, $0.id ?? "", $0.configs["cleanup.policy"].map(Self.sorted) ?? "delete"] }))
    differences.compare(
      "partitions", page: page.values("kafka_topic_partitions", by: "topic"),
      kafka: Dictionary(summing: topics.values.map { ([$0.name], $0.partitionCount) }))
    differences.compare(
      "replication_factor", page: page.values("kafka_topic_replication_factor", by: "topic"),
      kafka: Dictionary(summing: topics.values.map { ([$0.name], $0.replicationFactor) }))
  }

  private static func sorted(_ policies: String) -> String {
    policies.split(separator: ",").sorted().joined(separator: ",")
  }

  private func compareHealth(_ page: PrometheusPage, _ differences: inout Differences) {
    let rows = topics.values.flatMap { topic in topic.partitions.map { ([topic.name, "\($0.key)"], $0.value) } }
    func compare(_ family: String, _ value: (PartitionRow) -> Int?) {
      differences.compare(
        family, page: page.values("kafka_topic_partition_\(family)", by: "topic", "partition"),
        kafka: Dictionary(summing: rows.compactMap { row in value(row.1).map { (row.0, $0) } }))
    }
    compare("leader") { $0.leader.map { Int($0) } }
    compare("leader_is_preferred") { row in row.leader.map { $0 == row.replicas.first ? 1 : 0 } }
    compare("replicas") { $0.replicas.count }
    compare("in_sync_replicas") { $0.inSyncReplicas.count }
    compare("under_replicated") { $0.inSyncReplicas.count < $0.replicas.count ? 1 : 0 }
    compare("offline") { $0.leader == nil ? 1 : 0 }
    let partitions = rows.map(\.1)
    differences.compare(
      "cluster_partitions_under_replicated", page: page.values("kafka_cluster_partitions_under_replicated"),
      kafka: [[]: Double(partitions.count { $0.inSyncReplicas.count < $0.replicas.count })])
    differences.compare(
      "broker_leader_partitions", page: page.values("kafka_broker_leader_partitions", by: "broker").filter { $0.value > 0 },
      kafka: Dictionary(summing: partitions.compactMap { row in row.leader.map { (["\($0)"], 1) } }))
    differences.compare(
      "broker_partitions", page: page.values("kafka_broker_partitions", by: "broker").filter { $0.value > 0 },
      kafka: Dictionary(summing: partitions.flatMap { row in row.replicas.map { (["\($0)"], 1) } }))
  }

  private func compareCommits(_ page: PrometheusPage, _ differences: inout Differences) {
    let commits = commits
    func compare(_ family: String, _ value: (Commit) -> Int64?) {
      differences.compare(
        family, page: page.values("kafka_group_partition_\(family)", by: "group", "topic", "partition"),
        kafka: Dictionary(summing: commits.compactMap { row in value(row).map { ([row.group] + row.partition.labels, $0) } }))
    }
    compare("committed_offset") { $0.committed }
    compare("lag") { $0.lag }
    compare("lost_records") { $0.lost > 0 ? $0.lost : nil }
    differences.compare(
      "group_topic_lag", page: page.values("kafka_group_topic_lag", by: "group", "topic"),
      kafka: Dictionary(summing: commits.compactMap { row in row.lag.map { ([row.group, row.partition.topic], $0) } }))
    differences.compare(
      "group_topic_committed_offset_sum", page: page.values("kafka_group_topic_committed_offset_sum", by: "group", "topic"),
      kafka: Dictionary(summing: commits.map { ([$0.group, $0.partition.topic], $0.committed) }))
    differences.compare(
      "group_lag", page: page.values("kafka_group_lag", by: "group"),
      kafka: Dictionary(summing: commits.compactMap { row in row.lag.map { ([row.group], $0) } }))
    differences.compare(
      "group_lag_max", page: page.values("kafka_group_lag_max", by: "group"),
      kafka: Dictionary(commits.compactMap { row in row.lag.map { ([row.group], Double($0)) } }, uniquingKeysWith: max))
  }

  private func compareGroups(_ page: PrometheusPage, _ differences: inout Differences) {
    differences.compare(
      "group_state", page: Set(page.samples("kafka_group_state").map { [$0.labels["group"], $0.labels["state"]] }),
      kafka: Set(groupStates.map { [$0.group, $0.state] }))
    differences.compare(
      "group_members", page: page.values("kafka_group_members", by: "group"),
      kafka: Dictionary(summing: groupStates.compactMap { row in row.memberCount.map { ([row.group], $0) } }))
    let infos = page.samples("kafka_group_info").map { [$0.labels["group"], $0.labels["coordinator"], $0.labels["protocol"]] }
    differences.compare(
      "group_info", page: Set(infos),
      kafka: Set(groupStates.map { row in [row.group, row.coordinator.map { "\($0)" }, row.assignmentStrategy ?? ""] }))
  }

  private func compareMembers(_ page: PrometheusPage, _ differences: inout Differences) {
    let labels = ["group", "member", "client_id", "host"]
    differences.compare(
      "group_member_info", page: Set(page.samples("kafka_group_member_info").map { sample in labels.map { sample.labels[$0] } }),
      kafka: Set(groupMembers.map { [$0.group, $0.memberID, $0.clientID, $0.host] }))
    let assigned = groupOffsets.filter { $0.memberID != nil && $0.partition != nil }
    differences.compare(
      "group_assigned_partitions", page: page.values("kafka_group_assigned_partitions", by: "group", "topic").filter { $0.value > 0 },
      kafka: Dictionary(summing: assigned.compactMap { row in row.topic.map { ([row.group, $0], 1) } }))
    differences.compare(
      "group_idle_members", page: page.values("kafka_group_idle_members", by: "group").filter { $0.value > 0 },
      kafka: Dictionary(summing: groupMembers.filter { $0.assignedPartitions == 0 }.map { ([$0.group], 1) }))
  }
}

extension TopicPartitionName {
  /// The values of the labels `topic` and `partition`.
  fileprivate var labels: [String] { [topic, "\(partition)"] }
}
