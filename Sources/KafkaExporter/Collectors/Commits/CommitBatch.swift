import KafkaClient
import KafkaProtocol

/// Groups of one coordinator whose commits are fetched together.
struct CommitBatch: Sendable {
  /// What came of a batch: a group is in one of the two, unless its coordinator left it out.
  struct Answer: Sendable {
    var groups: [GroupCommits] = []
    /// Requests that got no answer, and the groups that each asked for.
    var failures: [(error: KafkaClientError, groups: [String])] = []

    /// Those of the groups that it says nothing of.
    func leftOut(of asked: [String]) -> Set<String> {
      failures.reduce(into: Set(asked).subtracting(groups.map(\.id))) { $0.subtract($1.groups) }
    }
  }

  let coordinator: Int32
  let groups: [String]

  /// Names topics, where version 10 has only ids: a commit for a deleted topic could not be told apart any more.
  private static let manyGroups: ClosedRange<Int16> = 8...9
  /// Before KIP-709 one request asked for one group; version 2 brought "all topics".
  private static let oneGroup: ClosedRange<Int16> = 2...7

  func run(_ poll: Poll, _ layout: TopicLayout) async -> Answer {
    switch await together(poll, layout) {
    case .success(let commits): return Answer(groups: commits)
    case .failure(let error) where error.reason == .unsupported: return await oneByOne(poll, layout)
    case .failure(let error): return Answer(failures: [(error, groups)])
    }
  }

  private func together(_ poll: Poll, _ layout: TopicLayout) async -> Result<[GroupCommits], KafkaClientError> {
    let request = OffsetFetchRequest(groups: groups.map { .init(groupId: $0, topics: nil) })
    return await outcome { () async throws(KafkaClientError) in
      try await poll.client.send(request, to: .broker(coordinator), versions: Self.manyGroups, deadline: poll.deadline) {
        reader, version throws(WireError) in
        var reading = CommitReading(layout: layout)
        _ = try OffsetFetchResponse.decode(from: &reader, version: version, visiting: &reading)
        return reading.groups
      }
    }
  }

  /// One request a group, all handed to the connection at once, which keeps a few of them in flight.
  private func oneByOne(_ poll: Poll, _ layout: TopicLayout) async -> Answer {
    let answers = await atOnce(groups) { group in
      let request = OffsetFetchRequest(groupId: group, topics: nil)
      return await outcome { () async throws(KafkaClientError) in
        try await poll.client.send(request, to: .broker(coordinator), versions: Self.oneGroup, deadline: poll.deadline) {
          reader, version throws(WireError) in
          var reading = CommitReading(layout: layout, onlyGroup: group)
          let answer = try OffsetFetchResponse.decode(from: &reader, version: version, visiting: &reading)
          reading.finish(answer.errorCode)
          return reading.groups
        }
      }
    }
    return answers.reduce(into: Answer()) { all, answer in
      switch answer.value {
      case .success(let groups): all.groups += groups
      case .failure(let error): all.failures.append((error, [answer.element]))
      }
    }
  }
}
