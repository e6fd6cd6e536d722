import KafkaClient
import KafkaProtocol

/// Asks again who leads the partitions of a few topics, when leaders turn out to have moved since the last metadata.
struct LeaderRefresh {
  /// Dense partition indices whose leaders are in doubt, ascending.
  let partitions: [Int32]

  /// - Returns: the topics, by index, that are deleted. The state keeps them until the next metadata: without a leader they would look broken.
  func run(_ state: inout ClusterState, _ poll: Poll) async -> Set<Int32> {
    var gone: Set<Int32> = []
    var names: [String] = []
    for index in partitions {
      let name = state.layout.topics[Int(state.layout.topicOfPartition[Int(index)])].name
      if names.last != name { names.append(name) }
    }
    let request = MetadataRequest(topics: names.map { .init(name: $0) }, allowAutoTopicCreation: false)
    // Without an answer the old leaders are asked once more, and say what is wrong.
    guard let answer = try? await poll.client.send(request, to: .any, versions: MetadataRequest.usable, deadline: poll.deadline) else {
      return gone
    }
    for topic in answer.topics {
      guard let name = topic.name, let index = state.layout.topicIndex(named: name) else { continue }
      if topic.errorCode == .unknownTopicOrPartition { gone.insert(Int32(truncatingIfNeeded: index)) }
      guard topic.errorCode == .none else { continue }
      for row in topic.partitions {
        guard let partition = state.layout.partitionIndex(topic: index, partition: row.partitionIndex) else { continue }
        state.partitions.leader[partition] = row.leaderId
        state.partitions.leaderEpoch[partition] = row.leaderEpoch
      }
    }
    return gone
  }
}

extension MetadataRequest {
  /// From version 4 on a request can forbid that asking for a topic creates it.
  static var usable: ClosedRange<Int16> { 4...validVersions.upperBound }
}
