import KafkaProtocol
import TestSupport

/// Records are written, read, looked up by time and deleted; what tells of them is compared.
struct LogHistory {
  /// Milliseconds since 1970 of the first record; the next are a second apart each.
  private static let firstTimestamp: Int64 = 1_750_000_000_000

  let both: SideBySide
  let prefix: String

  private var topic: String { "\(prefix)-log" }

  func play() async throws {
    try await both.act { player in
      _ = try await player.ask(
        CreateTopicsRequest(topics: [.init(topic, [[1], [1]], ["retention.ms": "-1"])]))
      try await eventually(within: .seconds(10), "the topic has leaders") {
        try await player.ask(MetadataRequest(topics: [.init(name: topic)]), of: 1).topics.allSatisfy {
          $0.errorCode == .none && $0.partitions.allSatisfy { $0.leaderId == 1 }
        }
      }
    }
    try await produce()
    try await listOffsets("after producing")
    try await fetch("after producing")
    try await epochs()
    try await deleteRecords()
    try await listOffsets("after deleting")
    try await fetch("after deleting")
    try await producers()
  }

  // MARK: - Writing

  /// Three records, ten seconds long.
  private static func batch(_ number: Int64) throws -> [UInt8] {
    let start = firstTimestamp + number * 10_000
    return try RecordBatch.encode(
      [0, 4_000, 9_000].enumerated().map { index, delay in
        Record(offset: Int64(index), timestamp: start + delay, key: Array("k\(index)".utf8), value: Array("v\(number)".utf8))
      })
  }

  private func produce() async throws {
    for partition: Int32 in [0, 9] {
      let ids = try await topicIDs()
      try await both.changeEach("producing to \(partition)") { player, version in
        let id = version >= 13 ? ids[player.clusterID + player.cluster.tools] ?? .zero : .zero
        return ProduceRequest(
          acks: -1, timeoutMs: 5_000,
          topicData: [
            .init(
              name: version >= 13 ? "" : topic, topicId: id,
              partitionData: [.init(index: partition, records: try Self.batch(Int64(version)))])
          ])
      }
    }
    try await both.change("producing to nothing") { version in
      ProduceRequest(
        acks: -1, timeoutMs: 5_000,
        topicData: [
          .init(
            name: version >= 13 ? "" : "\(prefix)-missing", topicId: version >= 13 ? KafkaUUID(high: 1, low: 1) : .zero,
            partitionData: [.init(index: 0, records: [])])
        ])
    }
  }

  private func topicIDs() async throws -> [String: KafkaUUID] {
    var ids: [String: KafkaUUID] = [:]
    for player in [both.kafka, both.simulator] {
      ids[player.clusterID + player.cluster.tools] = try await player.topicNames().first { $0.value == topic }?.key
    }
    return ids
  }

  // MARK: - Reading

  private func listOffsets(_ what: String) async throws {
    let first = Self.firstTimestamp
    // Latest, earliest, the latest timestamp, and first offsets at and around records' times.
    for timestamp in [-1, -2, -3, 0, first, first + 30_000, first + 30_001, first + 47_000, first + 200_000, first + 3_600_000] {
      for partition: Int32 in [0, 1, 9] {
        try await both.compare(
          "offsets at \(timestamp) of partition \(partition), \(what)",
          ListOffsetsRequest(
            replicaId: -1,
            topics: [.init(name: topic, partitions: [.init(partitionIndex: partition, timestamp: timestamp)])]))
      }
    }
    try await both.compare(
      "offsets of nothing, \(what)",
      ListOffsetsRequest(replicaId: -1, topics: [.init(name: "\(prefix)-missing", partitions: [.init(partitionIndex: 0, timestamp: -1)])]))
    for epoch: Int32 in [0, 1, 7] {
      try await both.compare(
        "offsets with epoch \(epoch), \(what)",
        ListOffsetsRequest(
          replicaId: -1, topics: [.init(name: topic, partitions: [.init(partitionIndex: 0, currentLeaderEpoch: epoch, timestamp: -1)])]))
    }
    try await both.compare(
      "offsets of a partition that is led elsewhere, \(what)", of: 2,
      ListOffsetsRequest(replicaId: -1, topics: [.init(name: topic, partitions: [.init(partitionIndex: 0, timestamp: -1)])]))
  }

  private func fetch(_ what: String) async throws {
    let ids = try await topicIDs()
    for offset: Int64 in [0, 3, 4, 30, 33, 34, 1_000, -1] {
      for maximum: Int32 in [0, 1, 1_000_000] {
        try await both.compareEach("\(maximum) bytes from \(offset), \(what)") { player, version in
          fetchRequest(version, ids[player.clusterID + player.cluster.tools] ?? .zero, offset: offset, maximum: maximum)
        }
      }
    }
    try await both.compareEach("a topic that is not there, \(what)") { _, version in
      fetchRequest(version, KafkaUUID(high: 1, low: 1), name: "\(prefix)-missing", offset: 0, maximum: 100)
    }
  }

  private func fetchRequest(_ version: Int16, _ id: KafkaUUID, name: String? = nil, offset: Int64, maximum: Int32) -> FetchRequest {
    FetchRequest(
      minBytes: 0,
      topics: [
        .init(
          topic: version >= 13 ? "" : name ?? topic, topicId: version >= 13 ? id : .zero,
          partitions: [
            .init(partition: 0, fetchOffset: offset, partitionMaxBytes: maximum),
            .init(partition: 9, fetchOffset: offset, partitionMaxBytes: maximum),
          ])
      ])
  }

  private func epochs() async throws {
    for epoch: Int32 in [0, 1, 5, -1] {
      try await both.compare(
        "the end of epoch \(epoch)",
        OffsetForLeaderEpochRequest(
          replicaId: -1,
          topics: [
            .init(topic: topic, partitions: [.init(partition: 0, leaderEpoch: epoch), .init(partition: 9, leaderEpoch: epoch)]),
            .init(topic: "\(prefix)-missing", partitions: [.init(partition: 0, leaderEpoch: epoch)]),
          ]))
    }
  }

  // MARK: - Deleting

  private func deleteRecords() async throws {
    for offset: Int64 in [4, 2, 9_999, -2] {
      try await both.change(
        "records before \(offset)", .sort("topics", by: "name", because: "brokers keep them in a hash table"),
        .sort("topics.partitions", by: "partitionIndex", because: "brokers keep them in a hash table")
      ) { _ in
        DeleteRecordsRequest(
          topics: [
            .init(name: topic, partitions: [.init(partitionIndex: 0, offset: offset), .init(partitionIndex: 9, offset: offset)]),
            .init(name: "\(prefix)-missing", partitions: [.init(partitionIndex: 0, offset: offset)]),
          ], timeoutMs: 5_000)
      }
    }
  }

  private func producers() async throws {
    // A broker fetches its first block of ids when it is first asked.
    try await both.act { player in
      try await eventually(within: .seconds(10), every: .milliseconds(50), "the broker has ids") {
        try await player.ask(InitProducerIdRequest(transactionalId: nil, transactionTimeoutMs: 60_000), of: 1).errorCode == .none
      }
    }
    try await both.change(
      "an idempotent producer", .ignore("producerId", because: "ids are counted over the whole life of a cluster")
    ) { _ in
      InitProducerIdRequest(transactionalId: nil, transactionTimeoutMs: 60_000)
    }
  }
}
