import KafkaClient
import KafkaProtocol

/// Groups of one type at one coordinator, described with one request.
struct GroupDescriptionBatch: Sendable {
  struct Key: Hashable, Sendable {
    let coordinator: Int32
    let type: GroupType

    /// A type this code does not know has a state, from the listing, and no members that could be told.
    var canBeDescribed: Bool { [.classic, .consumer, .share, .streams].contains(type) }
  }

  let key: Key
  let groups: [String]

  func run(_ poll: Poll, _ layout: TopicLayout) async -> Result<[DescribedGroup], KafkaClientError> {
    await outcome { () async throws(KafkaClientError) in
      switch key.type {
      case .classic: try await ask(DescribeGroupsRequest(groups: groups), poll).groups.map { $0.described(in: layout) }
      case .consumer: try await ask(ConsumerGroupDescribeRequest(groupIds: groups), poll).groups.map { $0.described(in: layout) }
      case .share: try await ask(ShareGroupDescribeRequest(groupIds: groups), poll).groups.map { $0.described(in: layout) }
      case .streams: try await ask(StreamsGroupDescribeRequest(groupIds: groups), poll).groups.map { $0.described(in: layout) }
      default: []
      }
    }
  }

  private func ask<Request: KafkaRequest>(_ request: Request, _ poll: Poll) async throws(KafkaClientError) -> Request.Response {
    try await poll.client.send(request, to: .broker(key.coordinator), deadline: poll.deadline)
  }
}
