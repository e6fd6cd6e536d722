import KafkaProtocol
import TestSupport

/// Topics come, change, lose and regain a broker, and go; after each step everything that tells of it is compared.
struct TopicHistory {
  let both: SideBySide
  let prefix: String

  private var orders: String { "\(prefix)-orders" }
  private var events: String { "\(prefix)-events" }
  private var single: String { "\(prefix)-single" }
  private var unclean: String { "\(prefix)-unclean" }
  private var names: [String] { [orders, events, single, unclean] }

  func play() async throws {
    try await describeCluster()
    try await create()
    try await describeTopics("new topics")
    try await alterConfigs()
    try await addPartitions()
    try await reassign()
    try await describeTopics("topics that grew and moved")
    try await loseAndRegainABroker()
    try await delete()
  }

  // MARK: - The cluster

  private func describeCluster() async throws {
    let known = try await Set(both.simulator.ask(ApiVersionsRequest()).apiKeys.map { "\($0.apiKey)" })
    try await both.compare(
      "what is spoken", ApiVersionsRequest(clientSoftwareName: "player", clientSoftwareVersion: "1"),
      .keep("apiKeys", because: "the simulator has no use for the others") { known.contains($0.text(of: "apiKey") ?? "") },
      .sort("finalizedFeatures", by: "name", because: "they stand in the order of a hash table that is not the same for all brokers"),
      .ignore("finalizedFeaturesEpoch", because: "it counts all that ever happened to the cluster"))
    for endpoint: Int8 in [1, 2] {
      try await both.compareClusters("its brokers, at endpoints of type \(endpoint)", endpointType: endpoint)
    }
    for (topic, partition) in [("__cluster_metadata", Int32(0)), ("__cluster_metadata", 1), ("nothing", 0)] {
      let reason = "the real cluster has another past, and another leader"
      try await both.compare(
        "the quorum of \(topic)-\(partition)",
        DescribeQuorumRequest(topics: [.init(topicName: topic, partitions: [.init(partitionIndex: partition)])]),
        .ignore("topics.partitions.leaderId", because: reason), .ignore("topics.partitions.leaderEpoch", because: reason),
        .ignore("topics.partitions.highWatermark", because: reason),
        .ignore("topics.partitions.currentVoters.logEndOffset", because: reason),
        .ignore("topics.partitions.currentVoters.lastFetchTimestamp", because: reason),
        .ignore("topics.partitions.currentVoters.lastCaughtUpTimestamp", because: reason),
        .ignore("nodes.listeners.port", because: "the system chooses ports"))
    }
    for resource in [("1", Int8(4)), ("2", 4), ("x", 4), ("", 4), ("x", 77)] {
      try await both.compareConfigs(
        "configs of broker '\(resource.0)'", resource.0, type: resource.1,
        keys: [
          "log.retention.hours", "log.retention.ms", "node.id", "min.insync.replicas", "broker.rack", "log.segment.bytes", "nothing",
          "auto.create.topics.enable", "num.partitions", "default.replication.factor", "offsets.retention.minutes", "num.io.threads",
          "offsets.topic.num.partitions", "message.max.bytes", "compression.type", "unclean.leader.election.enable",
          "group.initial.rebalance.delay.ms", "process.roles",
        ])
    }
  }

  // MARK: - Creating

  private func create() async throws {
    let orders = orders
    let prefix = prefix
    try await both.change("topics of all kinds") { version in
      CreateTopicsRequest(topics: [
        .init("\(prefix)-v\(version)", [[1, 2], [2, 3]]),
        .init("\(prefix)-configured-v\(version)", [[2]], ["cleanup.policy": "compact", "max.message.bytes": "2000"]),
      ])
    }
    try await both.change("what cannot be created") { version in
      CreateTopicsRequest(
        topics: TopicRequests.impossible(prefix) + [
          .init(name: "\(prefix)-default-v\(version)", numPartitions: version < 4 ? 1 : -1, replicationFactor: version < 4 ? 1 : -1)
        ],
        validateOnly: version.isMultiple(of: 2))
    }
    try await both.act { player in
      _ = try await player.ask(
        CreateTopicsRequest(topics: [
          .init(orders, [[1, 2, 3], [2, 3, 1], [3, 1, 2]], ["retention.ms": "3600000"]),
          .init(events, [[3, 2], [1, 3], [3, 1], [2, 3]], ["min.insync.replicas": "2"]), .init(single, [[1], [3]]),
          .init(unclean, [[3], [3, 1]], ["unclean.leader.election.enable": "true"]),
        ]))
    }
    try await both.change("again") { _ in CreateTopicsRequest(topics: [.init(orders, [[1]])]) }
    try await both.change(
      "twice in one request, and the metadata topic", .sort("topics", by: "name", because: "brokers keep what is wrong in a hash table")
    ) { _ in
      CreateTopicsRequest(topics: [.init("\(prefix)-a", [[1]]), .init("\(prefix)-a", [[1]]), .init("__cluster_metadata", [[1]])])
    }
  }

  // MARK: - Describing

  private func describeTopics(_ what: String, of broker: Int32 = 1) async throws {
    try await both.compareMetadata(what, names + ["\(prefix)-missing", "bad name", "__cluster_metadata"], of: broker)
    try await both.compareMetadataByID(what, [orders, single], of: broker)
    try await both.compare(
      what, of: broker,
      DescribeTopicPartitionsRequest(topics: (names + ["\(prefix)-missing", "bad?"]).map { .init(name: $0) }))
    for limit: Int32 in [0, 2, 4, 7] {
      try await both.compare(
        "\(what), \(limit) at a time", of: broker,
        DescribeTopicPartitionsRequest(topics: names.map { .init(name: $0) }, responsePartitionLimit: limit))
    }
    for cursor in [(orders, Int32(1)), (orders, 99), (orders, -1), (events, 4), ("nothing", 0)] {
      try await both.compare(
        "\(what), on from \(cursor)", of: broker,
        DescribeTopicPartitionsRequest(
          topics: names.map { .init(name: $0) }, cursor: .init(topicName: cursor.0, partitionIndex: cursor.1)))
    }
    try await both.compare(
      "\(what): moves", of: broker, ListPartitionReassignmentsRequest(topics: names.map { .init(name: $0, partitionIndexes: [0, 1, 9]) }))
  }

  // MARK: - Changing

  private func alterConfigs() async throws {
    for topic in [orders, single, "\(prefix)-missing", "bad?", ""] {
      try await both.compareConfigs("configs of '\(topic)'", topic, type: 2)
    }
    for (number, resource) in TopicRequests.alterations(of: orders, missing: "\(prefix)-missing").enumerated() {
      try await both.change("altering configs, \(number)") { version in
        IncrementalAlterConfigsRequest(resources: [resource], validateOnly: version == 0)
      }
    }
    try await both.change("the same resource twice") { _ in
      IncrementalAlterConfigsRequest(resources: [
        .init(resourceType: 2, resourceName: orders), .init(resourceType: 2, resourceName: orders),
      ])
    }
    try await both.compareConfigs("altered configs", orders, type: 2)
    try await both.compareConfigs(
      "some altered configs", orders, type: 2, keys: ["retention.ms", "cleanup.policy", "segment.bytes", "nothing"])
  }

  private func addPartitions() async throws {
    for (number, wanted) in TopicRequests.growth(of: orders, missing: "\(prefix)-missing").enumerated() {
      try await both.change("growth \(number)", .sort("results", by: "name", because: "brokers keep them in a hash table")) { version in
        CreatePartitionsRequest(topics: wanted, timeoutMs: 10_000, validateOnly: version < 3)
      }
    }
  }

  private func reassign() async throws {
    for (number, wanted) in TopicRequests.moves(of: [events, single], missing: "\(prefix)-missing").enumerated() {
      try await both.change("move \(number)") { version in
        AlterPartitionReassignmentsRequest(timeoutMs: 10_000, allowReplicationFactorChange: version == 0, topics: [wanted])
      }
      try await awaitMoves()
    }
    try await elect("after moves")
  }

  /// A real cluster copies what moves; both then have the same replicas, and leaders.
  private func awaitMoves() async throws {
    try await both.act { player in
      try await eventually(within: .seconds(20), every: .milliseconds(50), "nothing moves") {
        try await player.ask(ListPartitionReassignmentsRequest(topics: nil)).topics.isEmpty
      }
    }
  }

  /// A broker that returns catches up first.
  private func awaitInSync(_ names: [String]) async throws {
    try await both.act { player in
      try await eventually(within: .seconds(40), every: .milliseconds(100), "all replicas are in sync") {
        for broker: Int32 in 1...3 {
          let topics = try await player.ask(MetadataRequest(topics: names.map { .init(name: $0) }), of: broker).topics
          let areInSync = topics.allSatisfy { $0.partitions.allSatisfy { $0.isrNodes.count == $0.replicaNodes.count } }
          guard areInSync else { return false }
        }
        return true
      }
    }
  }

  private func elect(_ what: String) async throws {
    let all = (names + ["\(prefix)-missing"]).map { ElectLeadersRequest.TopicPartitions(topic: $0, partitions: [0, 1, 9]) }
    for type: Int8 in [0, 1, 7] {
      try await both.change(
        "elections of type \(type) \(what)",
        .sort("replicaElectionResults", by: "topic", because: "brokers keep them in a hash table"),
        .sort("replicaElectionResults.partitionResult", by: "partitionId", because: "brokers keep them in a hash table")
      ) { version in
        ElectLeadersRequest(electionType: version == 0 ? 0 : type, topicPartitions: all, timeoutMs: 10_000)
      }
    }
  }

  // MARK: - Losing and regaining a broker

  private func loseAndRegainABroker() async throws {
    try await both.act { player in try await player.cluster.stop(3) }
    try await both.compareClusters("a broker is gone", endpointType: 1)
    try await describeTopics("a broker is gone")
    try await elect("without a broker")
    let down = "\(prefix)-down"
    try await both.change("topics while a broker is gone") { version in
      CreateTopicsRequest(topics: [
        .init("\(down)-v\(version)", [[3, 1], [1, 3]]), .init("\(down)-only-v\(version)", [[3]]),
        .init(name: "\(down)-four-v\(version)", numPartitions: 1, replicationFactor: 4),
      ])
    }
    try await both.compareMetadata("topics that were created without it", ["\(down)-v7", "\(down)-only-v7"])
    try await both.change("a move to who is gone") { _ in
      AlterPartitionReassignmentsRequest(
        timeoutMs: 10_000, topics: [.init(name: "\(down)-v7", partitions: [.init(partitionIndex: 1, replicas: [2, 3])])])
    }
    try await both.compare("what moves", ListPartitionReassignmentsRequest(topics: [.init(name: "\(down)-v7", partitionIndexes: [0, 1])]))
    try await both.act { player in try await player.cluster.start(3) }
    try await awaitMoves()
    try await awaitInSync(names + ["\(down)-v7"])
    try await both.compareClusters("it is back", endpointType: 1)
    try await describeTopics("a broker is back", of: 2)
    try await both.compareMetadata("what was moved to it", ["\(down)-v7"])
    try await elect("with the broker back")
    try await describeTopics("first replicas lead again", of: 3)
  }

  // MARK: - Deleting

  private func delete() async throws {
    let prefix = prefix
    try await both.change(
      "deleting", .sort("responses", by: "name", "errorCode", because: "brokers keep them in a hash table"),
    ) { version in
      version >= 6
        ? DeleteTopicsRequest(
          topics: [
            .init(name: "\(prefix)-v\(version)"), .init(name: "\(prefix)-missing"), .init(name: orders), .init(name: orders),
            .init(topicId: KafkaUUID(high: 1, low: 1)), .init(),
          ], timeoutMs: 10_000)
        : DeleteTopicsRequest(topicNames: ["\(prefix)-v\(version)", "\(prefix)-missing"], timeoutMs: 10_000)
    }
    try await both.compareMetadata("deleted", (2...6).map { "\(prefix)-v\($0)" } + [orders])
    try await both.act { player in
      _ = try await player.ask(DeleteTopicsRequest(topics: [.init(name: orders)], timeoutMs: 10_000))
      try await eventually(within: .seconds(10), every: .milliseconds(50), "the topic can be created again") {
        let answer = try await player.ask(CreateTopicsRequest(topics: [.init(orders, [[2, 1]])]))
        return answer.topics.allSatisfy { $0.errorCode == .none }
      }
    }
    try await both.compareMetadata("created again", [orders])
  }
}
