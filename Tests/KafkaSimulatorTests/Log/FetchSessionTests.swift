import KafkaProtocol
import Testing

@testable import KafkaSimulator

/// Incremental fetch sessions (KIP-227).
struct FetchSessionTests {
  private let fixture: LogFixture
  private let context = RequestContext(broker: 1, version: 12)

  init() throws { fixture = try LogFixture(partitions: 4) }

  private func ask(
    _ session: Int32, _ epoch: Int32, _ offsets: [(partition: Int32, offset: Int64)] = [], forget: [Int32] = [], version: Int16 = 12,
    maximum: Int32 = 1 << 20
  ) async -> FetchResponse {
    let partitions = offsets.map {
      FetchRequest.Partition(partition: $0.partition, fetchOffset: $0.offset, partitionMaxBytes: maximum)
    }
    let forgotten = forget.isEmpty ? [] : [FetchRequest.ForgottenTopic(topic: "orders", partitions: forget)]
    let request = FetchRequest(
      maxBytes: maximum, sessionId: session, sessionEpoch: epoch,
      topics: partitions.isEmpty ? [] : [.init(topic: "orders", partitions: partitions)], forgottenTopicsData: forgotten)
    return await fixture.cluster.answer(request, RequestContext(broker: 1, version: version))
  }

  private func append(_ count: Int64, to partition: Int32) {
    fixture.cluster.append(
      count, ofSize: 10, to: fixture.topic, partition, after: fixture.cluster.now, upTo: fixture.cluster.now)
  }

  private func partitions(_ response: FetchResponse) -> [Int32] {
    response.responses.flatMap { $0.partitions.map(\.partitionIndex) }
  }

  @Test func onlyWhatChangedIsToldAfterTheFirstAnswer() async {
    let first = await ask(0, 0, [(0, 0), (1, 0), (2, 0)])
    #expect(first.sessionId > 0 && partitions(first) == [0, 1, 2])
    let second = await ask(first.sessionId, 1)
    #expect(second.sessionId == first.sessionId && second.errorCode == .none && second.responses.isEmpty)
    append(5, to: 1)
    #expect(partitions(await ask(first.sessionId, 2)) == [1])
    // Records that were not read yet are told of again, those behind the client's offset are not.
    #expect(partitions(await ask(first.sessionId, 3)) == [1])
    #expect(partitions(await ask(first.sessionId, 4, [(1, 5)])) == [])
    fixture.cluster.deleteRecords(of: fixture.topic, 1, before: 3)
    let deleted = await ask(first.sessionId, 5)
    #expect(partitions(deleted) == [1] && deleted.responses[0].partitions[0].logStartOffset == 3)
    #expect(partitions(await ask(first.sessionId, 6)) == [])
  }

  @Test func partitionsJoinAndAreForgotten() async {
    let id = await ask(0, 0, [(0, 0), (1, 0)]).sessionId
    #expect(partitions(await ask(id, 1, [(2, 0)])) == [2])
    append(1, to: 0)
    append(1, to: 1)
    append(1, to: 2)
    #expect(partitions(await ask(id, 2, forget: [1])) == [0, 2])
    #expect(partitions(await ask(id, 3, [(3, 0)], forget: [0])) == [2, 3])
    // A session of nothing is none.
    let last = await ask(id, 4, forget: [2, 3])
    #expect(last.sessionId == 0 && last.errorCode == .none && last.responses.isEmpty)
    #expect(await ask(id, 5).errorCode == .fetchSessionIdNotFound)
  }

  @Test func anErrorIsToldUntilItEndsAndWhatFollowsItToo() async {
    let id = await ask(0, 0, [(0, 0), (1, 9)]).sessionId
    for epoch in 1...2 as ClosedRange<Int32> {
      let response = await ask(id, epoch)
      #expect(partitions(response) == [1] && response.responses[0].partitions[0].errorCode == .offsetOutOfRange)
    }
    let healed = await ask(id, 3, [(1, 0)])
    #expect(partitions(healed) == [1] && healed.responses[0].partitions[0].errorCode == .none)
    #expect(partitions(await ask(id, 4)) == [])
  }

  @Test func whoWasServedIsLastTheNextTime() async {
    for partition in 0..<3 as Range<Int32> { append(1, to: partition) }
    // Each answer has room for one batch.
    let opened = await ask(0, 0, [(0, 0), (1, 0), (2, 0)], maximum: 1)
    let id = opened.sessionId
    func served(_ response: FetchResponse) -> [Int32] {
      response.responses.flatMap { $0.partitions.filter { $0.records?.isEmpty == false }.map(\.partitionIndex) }
    }
    #expect(served(opened) == [0])
    #expect(served(await ask(id, 1, maximum: 1)) == [0])
    #expect(served(await ask(id, 2, maximum: 1)) == [1])
    #expect(served(await ask(id, 3, maximum: 1)) == [2])
    #expect(served(await ask(id, 4, maximum: 1)) == [0])
  }

  @Test func idsEpochsAndVersionsHaveToFit() async {
    let id = await ask(0, 0, [(0, 0)]).sessionId
    #expect(await ask(id &+ 1, 1).errorCode == .fetchSessionIdNotFound)
    #expect(await ask(id, 2).errorCode == .invalidFetchSessionEpoch)
    #expect(await ask(id, 1, version: 13).errorCode == .fetchSessionTopicIdError)
    let wrong = await ask(id, 2)
    #expect(wrong.sessionId == 0 && wrong.responses.isEmpty)
    #expect(await ask(id, 1).errorCode == .none)
    // -1 ends the session, and the answer is whole.
    let ended = await ask(id, -1, [(0, 0), (1, 0)])
    #expect(ended.sessionId == 0 && partitions(ended) == [0, 1])
    #expect(await ask(id, 2).errorCode == .fetchSessionIdNotFound)
    // 0 makes a new one in its place.
    let again = await ask(0, 0, [(0, 0)])
    let replaced = await ask(again.sessionId, 0, [(1, 0)])
    #expect(replaced.sessionId != again.sessionId && replaced.sessionId > 0)
    #expect(await ask(again.sessionId, 1).errorCode == .fetchSessionIdNotFound)
  }

  @Test func epochsCountFromOneAgainAfterTheLargest() {
    #expect(FetchSession.epoch(after: .max) == 1 && FetchSession.epoch(after: 1) == 2)
  }

  @Test func slotsAreBoundedAndGoToWhoUsesThem() async {
    var ids: [Int32] = []
    for _ in 0..<FetchSessionCache.capacity { ids.append(await ask(0, 0, [(0, 0)]).sessionId) }
    #expect(Set(ids).count == FetchSessionCache.capacity && !ids.contains(0))
    let late = await ask(0, 0, [(0, 0), (1, 0)])
    #expect(late.sessionId == 0 && partitions(late) == [0, 1])
    // Two minutes later the sessions are old: one that nobody uses makes way first, then a smaller one.
    fixture.cluster.advance(to: fixture.cluster.now + .seconds(121))
    for id in ids.dropFirst() { #expect(await ask(id, 1).errorCode == .none) }
    #expect(await ask(0, 0, [(0, 0)]).sessionId > 0)
    #expect(await ask(ids[0], 1).errorCode == .fetchSessionIdNotFound)
    #expect(await ask(0, 0, [(0, 0)]).sessionId == 0)
    #expect(await ask(0, 0, [(0, 0), (1, 0)]).sessionId > 0)
    #expect(fixture.cluster.fetchSessions[1]?.count == FetchSessionCache.capacity)
  }

  @Test func aBrokerThatRestartsKnowsNoSession() async {
    let id = await ask(0, 0, [(0, 0)]).sessionId
    fixture.cluster.stopBroker(1)
    fixture.cluster.startBroker(1)
    #expect(await ask(id, 1).errorCode == .fetchSessionIdNotFound)
  }
}
