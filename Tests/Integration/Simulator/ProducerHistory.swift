import KafkaProtocol
import TestSupport

/// What producers send that no broker takes, what they send again, and what the answers say of it.
struct ProducerHistory {
  let both: SideBySide
  let prefix: String
  /// Milliseconds since 1970, when the history begins.
  let now: Int64

  private func name(_ topic: String) -> String { "\(prefix)-\(topic)" }

  func play() async throws {
    try await createTopics()
    try await refuse()
    try await ask()
    try await repeatBatches()
    try await stamp()
  }

  private func createTopics() async throws {
    let topics: [CreateTopicsRequest.CreatableTopic] = [
      .init(name("plain"), [[1, 2]]), .init(name("table"), [[1, 2]], ["cleanup.policy": "compact"]),
      .init(name("stamped"), [[1, 2]], ["message.timestamp.type": "LogAppendTime"]),
      .init(name("small"), [[1, 2]], ["max.message.bytes": "100"]), .init(name("careful"), [[1]], ["min.insync.replicas": "2"]),
    ]
    let names = topics.map(\.name)
    try await both.act { player in
      _ = try await player.ask(CreateTopicsRequest(topics: topics))
      for broker: Int32 in 1...3 {
        try await eventually(within: .seconds(10), "broker \(broker) knows the topics") {
          try await player.ask(MetadataRequest(topics: names.map { .init(name: $0) }), of: broker).topics.allSatisfy {
            $0.errorCode == .none && $0.partitions.allSatisfy { $0.leaderId == 1 }
          }
        }
      }
    }
  }

  // MARK: - Batches

  private func batch(
    _ count: Int, key: [UInt8]? = [1], at time: Int64? = nil, attributes: RecordBatchAttributes = .init(), producer: Int64 = -1,
    epoch: Int16 = -1, sequence: Int32 = -1
  ) throws -> [UInt8] {
    let records = (0..<count).map { Record(offset: Int64($0), timestamp: time ?? now, key: key, value: Array("value".utf8)) }
    return try RecordBatch.encode(
      records, attributes: attributes, producerID: producer, producerEpoch: epoch, baseSequence: sequence)
  }

  private func send(
    _ what: String, _ records: [UInt8]?, to topic: String = "plain", acks: Int16 = -1, of broker: Int32 = 1, transactional: String? = nil,
    _ normalisations: Normalisation...
  ) async throws {
    let clock = Normalisation.ignore("responses.partitionResponses.logAppendTimeMs", because: "it is the broker's clock")
    let limits = Normalisation.ignore(
      "responses.partitionResponses.recordErrors.batchIndexErrorMessage", because: "what is allowed counts from the broker's clock")
    let isTimed = what.contains("time")
    let ports = Normalisation.ignore("nodeEndpoints.port", because: "the system chooses ports")
    let request = ProduceRequest(
      transactionalId: transactional, acks: acks, timeoutMs: 5_000,
      topicData: [.init(name: name(topic), partitionData: [.init(index: 0, records: records)])])
    if isTimed {
      try await both.change("producing \(what)", of: broker, ports, clock, limits) { _ in request }
    } else {
      try await both.change("producing \(what)", of: broker, ports) { _ in request }
    }
  }

  private func refuse() async throws {
    let good = try batch(2)
    try await send("an empty field", [])
    try await send("half a batch", Array(good.dropLast(3)))
    try await send("two batches", good + good)
    try await send("half a second batch", good + good.dropLast(3))
    for (index, value) in [(11, 1), (16, 0), (16, 1), (16, 3), (20, good[20] ^ 1), (good.count - 2, good[good.count - 2] ^ 1)]
      as [(Int, UInt8)]
    {
      var bytes = good
      bytes[index] = value
      try await send("a batch with \(value) at \(index)", bytes)
    }
    var based = good
    try RecordBatch.assign(baseOffset: 7, partitionLeaderEpoch: 3, in: &based)
    try await send("a batch with a base offset", based)
    try await send("a control batch", try batch(1, attributes: .init(isControl: true)))
    try await send("a batch without a sequence", try batch(1, producer: 9, epoch: 0))
    try await send("records of a time to come", try batch(2, at: now + 7_200_000))
    try await send("records of a long gone time", try batch(2, at: 5))
    try await send("records with the broker's time", try batch(1, attributes: .init(rawValue: 8)))
    try await send("a record without a key to a table", try batch(2, key: nil), to: "table")
    try await send("a batch too large", try batch(20), to: "small")
  }

  private func ask() async throws {
    let good = try batch(1)
    for acks: Int16 in [2, 1, -1, -2] { try await send("with \(acks) acks", good, acks: acks) }
    try await send("to a follower", good, of: 2)
    try await send("to a stranger", good, of: 3)
    try await send("with few replicas", good, to: "careful")
  }

  private func repeatBatches() async throws {
    for sequence: Int32 in [0, 2, 4, 6, 8, 10, 0, 2, 99] {
      try await send("sequence \(sequence)", try batch(2, producer: 77_000_001, epoch: 0, sequence: sequence))
    }
    try await send("a new epoch in the middle", try batch(1, producer: 77_000_001, epoch: 1, sequence: 5))
    try await send("a new epoch", try batch(1, producer: 77_000_001, epoch: 1, sequence: 0))
    try await send("the old epoch", try batch(1, producer: 77_000_001, epoch: 0, sequence: 12))
    try await send("an unknown producer in the middle", try batch(1, producer: 77_000_002, epoch: 3, sequence: 40))
  }

  private func stamp() async throws {
    try await send("records that get the broker's time", try batch(3), to: "stamped")
    try await both.change("the end of what was stamped") { _ in
      ListOffsetsRequest(replicaId: -1, topics: [.init(name: name("stamped"), partitions: [.init(partitionIndex: 0, timestamp: -1)])])
    }
  }
}
