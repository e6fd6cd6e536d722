import KafkaProtocol

extension CreateTopicsRequest.CreatableTopic {
  /// A topic with every partition's replicas given: where they go by themselves is chance.
  init(_ name: String, _ replicas: [[Int32]], _ configs: [String: String] = [:]) {
    self.init(
      name: name, numPartitions: -1, replicationFactor: -1,
      assignments: replicas.enumerated().map { .init(partitionIndex: Int32(clamping: $0.offset), brokerIds: $0.element) },
      configs: configs.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) })
  }
}

/// Requests with everything in them that brokers look at, allowed or not.
enum TopicRequests {
  static func impossible(_ prefix: String) -> [CreateTopicsRequest.CreatableTopic] {
    let configs: [(String, String?)] = [
      ("retention.mss", "1"), ("retention.ms", "x"), ("retention.ms", "-5"), ("retention.ms", nil), ("cleanup.policy", "never"),
      ("cleanup.policy", "delete,never"), ("preallocate", "perhaps"), ("min.cleanable.dirty.ratio", "2"), ("compression.type", "paper"),
      ("compression.gzip.level", "12"), ("compression.lz4.level", "99"), ("segment.bytes", "10"), ("segment.bytes", "99999999999"),
      ("follower.replication.throttled.replicas", "x"), ("message.timestamp.type", "Never"), ("min.insync.replicas", "0"),
      ("min.cleanable.dirty.ratio", "a"), ("min.cleanable.dirty.ratio", "-1"),
    ]
    let configured = configs.enumerated().map { index, config in
      CreateTopicsRequest.CreatableTopic(
        name: "\(prefix)-no\(index)", numPartitions: 1, replicationFactor: 1, configs: [.init(name: config.0, value: config.1)])
    }
    let named = ["bad name", "", ".", String(repeating: "x", count: 250)].map { CreateTopicsRequest.CreatableTopic($0, [[1]]) }
    let counted: [CreateTopicsRequest.CreatableTopic] = [
      .init(name: "\(prefix)-a", numPartitions: 0, replicationFactor: 1),
      .init(name: "\(prefix)-b", numPartitions: 1, replicationFactor: 0),
      .init(name: "\(prefix)-c", numPartitions: -2, replicationFactor: -3),
      .init(name: "\(prefix)-d", numPartitions: 1, replicationFactor: 4),
    ]
    var twoCounts = CreateTopicsRequest.CreatableTopic("\(prefix)-e", [[1]])
    twoCounts.numPartitions = 1
    var twoFactors = CreateTopicsRequest.CreatableTopic("\(prefix)-f", [[1]])
    twoFactors.replicationFactor = 1
    var gap = CreateTopicsRequest.CreatableTopic("\(prefix)-g", [[1], [2]])
    gap.assignments[1].partitionIndex = 2
    let assigned: [CreateTopicsRequest.CreatableTopic] = [
      twoCounts, twoFactors, gap, .init("\(prefix)-h", [[1, 9]]), .init("\(prefix)-i", [[1, 1]]), .init("\(prefix)-j", [[]]),
      .init("\(prefix)-k", [[1, 2], [1]]),
    ]
    return configured + named + counted + assigned
  }

  static func alterations(of topic: String, missing: String) -> [IncrementalAlterConfigsRequest.AlterConfigsResource] {
    func alter(_ name: String, _ configs: (String, Int8, String?)...) -> IncrementalAlterConfigsRequest.AlterConfigsResource {
      .init(
        resourceType: 2, resourceName: name, configs: configs.map { .init(name: $0.0, configOperation: $0.1, value: $0.2) })
    }
    return [
      alter(topic, ("retention.ms", 0, "77")), alter(topic, ("cleanup.policy", 2, "compact")),
      alter(topic, ("cleanup.policy", 3, "delete")),
      alter(topic, ("segment.bytes", 0, "16777216"), ("retention.ms", 1, nil)), alter(topic, ("retention.ms", 0, nil)),
      alter(topic, ("retention.ms", 2, "1")), alter(topic, ("retention.ms", 3, "1")), alter(topic, ("retention.ms", 9, "1")),
      alter(topic, ("retention.ms", 0, "1"), ("retention.ms", 0, "2")), alter(topic, ("retention.mss", 0, "1")),
      alter(topic, ("retention.mss", 1, nil)), alter(topic, ("retention.ms", 0, "x")), alter(missing, ("retention.ms", 0, "1")),
      alter("", ("retention.ms", 0, "1")), alter("bad?", ("retention.ms", 0, "1")),
      alter(topic, ("message.timestamp.type", 0, "LogAppendTime")),
      .init(resourceType: 77, resourceName: topic),
    ]
  }

  static func growth(of topic: String, missing: String) -> [[CreatePartitionsRequest.Topic]] {
    func grow(_ name: String, _ count: Int32, _ replicas: [[Int32]]? = nil) -> CreatePartitionsRequest.Topic {
      .init(name: name, count: count, assignments: replicas.map { $0.map { .init(brokerIds: $0) } })
    }
    return [
      [grow(topic, 3), grow(missing, 3)], [grow(topic, 2)], [grow(topic, -1)], [grow(topic, 4, [[1, 2, 3], [1, 2, 3]])],
      [grow(topic, 4, [[1, 2]])], [grow(topic, 4, [[1, 1, 2]])], [grow(topic, 4, [[1, 2, 9]])], [grow(topic, 4, [[]])],
      [grow(topic, 4), grow(topic, 5)], [grow(topic, 5, [[3, 2, 1], [2, 1, 3]])],
    ]
  }

  static func moves(of topics: [String], missing: String) -> [AlterPartitionReassignmentsRequest.ReassignableTopic] {
    func move(_ name: String, _ partition: Int32, _ replicas: [Int32]?) -> AlterPartitionReassignmentsRequest.ReassignableTopic {
      .init(name: name, partitions: [.init(partitionIndex: partition, replicas: replicas)])
    }
    return topics.flatMap { topic in
      [
        move(topic, 0, [1, 2]), move(topic, 0, [2, 1]), move(topic, 1, [2, 3, 1]), move(topic, 1, [3]), move(topic, 99, [1]),
        move(topic, 0, [9]), move(topic, 0, [1, 1]), move(topic, 0, []), move(topic, 0, nil),
      ]
    } + [move(missing, 0, [1])]
  }
}
