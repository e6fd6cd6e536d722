import KafkaProtocol
import TestSupport

/// Incremental fetch sessions (KIP-227), asked of one cluster after the other: an answer depends on the ones before.
struct FetchSessionHistory {
  let topic: String

  /// A step of the history: what is asked, and what happens first.
  private struct Step {
    var appends: Int32?
    var sessionEpoch: Int32
    var offsets: [(partition: Int32, offset: Int64)] = []
    var forgotten: [Int32] = []
    var otherSession = false
  }

  private static let steps: [Step] = [
    Step(sessionEpoch: 0, offsets: [(0, 0), (1, 0), (2, 0)]), Step(sessionEpoch: 1), Step(appends: 1, sessionEpoch: 2),
    Step(sessionEpoch: 3), Step(sessionEpoch: 4, offsets: [(1, 2)]), Step(appends: 0, sessionEpoch: 5, forgotten: [1]),
    Step(appends: 1, sessionEpoch: 6), Step(sessionEpoch: 7, offsets: [(1, 0), (9, 0)]), Step(sessionEpoch: 8, offsets: [(0, 99)]),
    Step(sessionEpoch: 9), Step(sessionEpoch: 8), Step(sessionEpoch: 10, otherSession: true),
    Step(sessionEpoch: 10, offsets: [(0, 2)], forgotten: [9]), Step(sessionEpoch: 11), Step(sessionEpoch: 12, forgotten: [0, 1, 2]),
    Step(sessionEpoch: 13), Step(sessionEpoch: -1, offsets: [(0, 0), (1, 0)]),
  ]

  func play(_ player: Player) async throws -> [FetchResponse] {
    _ = try await player.ask(CreateTopicsRequest(topics: [.init(topic, [[1], [1], [1]])]))
    try await eventually(within: .seconds(10), "the broker leads") {
      let rows = (0..<3).map { ListOffsetsRequest.Partition(partitionIndex: $0, timestamp: -1) }
      let answer = try await player.ask(ListOffsetsRequest(replicaId: -1, topics: [.init(name: topic, partitions: rows)]), of: 1)
      return answer.topics.allSatisfy { $0.partitions.allSatisfy { $0.errorCode == .none } }
    }
    var answers: [FetchResponse] = []
    var session: Int32 = 0
    for step in Self.steps {
      if let partition = step.appends { try await append(to: partition, player) }
      var answer = try await player.ask(request(step, session), version: 12, of: 1)
      if answer.sessionId > 0 {
        session = answer.sessionId
        // Chance.
        answer.sessionId = 1
      }
      answers.append(answer)
    }
    return answers
  }

  private func request(_ step: Step, _ session: Int32) -> FetchRequest {
    let partitions = step.offsets.map {
      FetchRequest.Partition(partition: $0.partition, fetchOffset: $0.offset, partitionMaxBytes: 1_000)
    }
    return FetchRequest(
      minBytes: 0, sessionId: step.otherSession ? session ^ 1 : step.sessionEpoch > 0 ? session : 0, sessionEpoch: step.sessionEpoch,
      topics: partitions.isEmpty ? [] : [.init(topic: topic, partitions: partitions)],
      forgottenTopicsData: step.forgotten.isEmpty ? [] : [.init(topic: topic, partitions: step.forgotten)])
  }

  /// Two records.
  private func append(to partition: Int32, _ player: Player) async throws {
    let records = try RecordBatch.encode((0..<2).map { Record(offset: $0, timestamp: 1_790_000_000_000, value: [1]) })
    let request = ProduceRequest(
      acks: -1, timeoutMs: 5_000, topicData: [.init(name: topic, partitionData: [.init(index: partition, records: records)])])
    _ = try await player.ask(request, version: 12, of: 1)
  }
}
