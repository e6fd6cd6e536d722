import KafkaClient
import KafkaProtocol

/// Groups of one coordinator whose commits are fetched together.
struct CommitBatch: Sendable {
  let coordinator: Int32
  let groups: [String]

  /// Names topics, where version 10 has only ids: a commit for a deleted topic could not be told apart any more.
  private static let manyGroups: ClosedRange<Int16> = 8...9
  /// Before KIP-709 one request asked for one group; version 2 brought "all topics".
  private static let oneGroup: ClosedRange<Int16> = 2...7

  func run(_ poll: Poll, _ layout: TopicLayout) async -> Result<[GroupCommits], KafkaClientError> {
    do throws(KafkaClientError) {
      return .success(try await together(poll, layout))
    } catch  where error.reason == .unsupported {
      return await oneByOne(poll, layout)
    } catch {
      return .failure(error)
    }
  }

  private func together(_ poll: Poll, _ layout: TopicLayout) async throws(KafkaClientError) -> [GroupCommits] {
    let request = OffsetFetchRequest(groups: groups.map { .init(groupId: $0, topics: nil) })
    return try await poll.client.send(request, to: .broker(coordinator), versions: Self.manyGroups, deadline: poll.deadline) {
      reader, version throws(WireError) in
      var reading = CommitReading(layout: layout)
      _ = try OffsetFetchResponse.decode(from: &reader, version: version, visiting: &reading)
      return reading.groups
    }
  }

  /// One request a group, all handed to the connection at once, which keeps a few of them in flight.
  private func oneByOne(_ poll: Poll, _ layout: TopicLayout) async -> Result<[GroupCommits], KafkaClientError> {
    let answers = await atOnce(groups) { group -> Result<[GroupCommits], KafkaClientError> in
      let request = OffsetFetchRequest(groupId: group, topics: nil)
      do throws(KafkaClientError) {
        return .success(
          try await poll.client.send(request, to: .broker(coordinator), versions: Self.oneGroup, deadline: poll.deadline) {
            reader, version throws(WireError) in
            var reading = CommitReading(layout: layout, onlyGroup: group)
            let answer = try OffsetFetchResponse.decode(from: &reader, version: version, visiting: &reading)
            reading.finish(answer.errorCode)
            return reading.groups
          })
      } catch {
        return .failure(error)
      }
    }
    var commits: [GroupCommits] = []
    for answer in answers {
      switch answer.value {
      case .success(let groups): commits += groups
      case .failure(let error): return .failure(error)
      }
    }
    return .success(commits)
  }
}
