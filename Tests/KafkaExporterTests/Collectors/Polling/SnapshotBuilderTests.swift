import KafkaProtocol
import Testing

@testable import KafkaExporter

/// Intervals are 10 s (30 s for log start offsets, 300 s for settings), and facts stay for 60 s after the refresh that was due.
struct SnapshotBuilderTests {
  private let configuration = ClusterConfiguration.plain

  /// Two topics, three brokers of which 3 left, two groups; everything seen at 100 s.
  private func state() throws -> ClusterState {
    var state = ClusterState()
    state.clusterID = "id"
    state.controller = 1
    state.controllerObserved = .seconds(100)
    state.brokersObserved = .seconds(100)
    for broker: Int32 in 1...3 { state.brokers[broker] = .init(host: "h\(broker)", port: 9092, seen: .seconds(broker == 3 ? 60 : 100)) }
    try state.take([.of("b", count: 1), .of("a", count: 2)], at: .seconds(100))
    state.partitions.logEnd.offsets = [10, 20, 30]
    state.partitions.logEnd.observed = [.seconds(100), .seconds(100), .seconds(100)]
    state.partitions.logStart = state.partitions.logEnd
    state.groupsListed = .seconds(100)
    state.groupOrder = ["g", "h"]
    for id in state.groupOrder { state.groups[id] = record(id) }
    return state
  }

  private func record(_ id: String) -> GroupRecord {
    var record = GroupRecord(coordinator: 1, listed: .seconds(100))
    record.state = "Stable"
    var description = GroupDescription(state: "Stable")
    description.add(
      GroupMember(memberID: "m", clientID: "c", host: "h"), assigned: [("a", [0, 1])],
      in: TopicLayout(topics: [("a", .zero, false, 2), ("b", .zero, false, 1)]))
    record.describe(as: description, at: .seconds(100))
    record.commit(GroupCommits(id: id, partitions: [0, 2], offsets: [5, 25]), at: .seconds(100))
    return record
  }

  private func build(_ state: ClusterState, at now: Double, runs: [CollectorRun] = []) -> ClusterSnapshot {
    let runs = runs.isEmpty ? Collectors.everything.list(configuration.intervals).map(CollectorRun.init) : runs
    return SnapshotBuilder(configuration, now: .seconds(now), unixTime: 1_700_000_000).build(state, runs) { _ in BrokerRecord() }
  }

  @Test func freshFactsAreAllThere() throws {
    let snapshot = build(try state(), at: 101)
    #expect(snapshot.hasTopics)
    #expect(snapshot.layout.topics.map(\.name) == ["a", "b"])
    #expect(snapshot.partitions.logEnd.offsets == [10, 20, 30])
    #expect(snapshot.groups.map(\.id) == ["g", "h"])
    #expect(snapshot.groups.map(\.commits) == [0..<2, 2..<4])
    #expect(snapshot.groups.map(\.assigned) == [0..<2, 2..<4])
    #expect(snapshot.groups.map(\.subscribed) == [0..<1, 1..<2])
    #expect(snapshot.groupColumns.committedPartition == [0, 2, 0, 2])
    #expect(snapshot.groupColumns.committedOffset == [5, 25, 5, 25])
    #expect(snapshot.groupColumns.assignedMember == [0, 0, 0, 0])
    #expect(snapshot.missing.isEmpty)
    #expect(snapshot.controller == 1)
    #expect(snapshot.timestamp == 1_700_000_000)
  }

  @Test func nothingSeenIsNotTheSameAsNothingThere() throws {
    let never = build(ClusterState(), at: 101)
    #expect(never.brokers == nil)
    #expect(!never.hasTopics)
    var empty = ClusterState()
    try empty.take([], at: .seconds(100))
    #expect(build(empty, at: 101).hasTopics)
  }

  @Test func aBrokerThatLeftIsShownAsDownUntilItIsTooOldAndHasNoReplicas() throws {
    let brokers = try #require(build(try state(), at: 101).brokers)
    #expect(brokers.map(\.id) == [1, 2, 3])
    #expect(brokers.map(\.isRegistered) == [true, true, false])
    #expect(brokers.map(\.isUp) == [nil, nil, false])
    #expect(brokers.map(\.partitions) == [3, 3, 3])
    // It has replicas: that it is down must not be forgotten because it has been for long.
    #expect(build(try state(), at: 131).brokers?.map(\.id) == [1, 2, 3])
    var state = try state()
    state.replicasOfBroker[3] = nil
    #expect(build(state, at: 101).brokers?.map(\.id) == [1, 2, 3])
    #expect(build(state, at: 131).brokers?.map(\.id) == [1, 2])
  }

  @Test(
    "a fact is served until its interval and the time after it are over",
    arguments: [(170.0, true, true, true), (170.1, false, true, false), (190, false, true, false), (190.1, false, false, false)])
  func expiry(now: Double, hasEnds: Bool, hasStarts: Bool, hasCommits: Bool) throws {
    var state = try state()
    // Topics and listings go on being read: only the offsets are left behind.
    state.topicsObserved = .seconds(now)
    for id in state.groupOrder {
      state.groups[id]?.listed = .seconds(now)
      state.groups[id]?.described = .seconds(now)
    }
    let snapshot = build(state, at: now)
    #expect(snapshot.partitions.logEnd.offsets == (hasEnds ? [10, 20, 30] : [-1, -1, -1]))
    #expect(snapshot.partitions.logStart.offsets == (hasStarts ? [10, 20, 30] : [-1, -1, -1]))
    #expect(snapshot.groups.map(\.hasCommits) == [hasCommits, hasCommits])
    #expect(snapshot.groupColumns.committedPartition.count == (hasCommits ? 4 : 0))
    let counts = Dictionary(uniqueKeysWithValues: snapshot.missing.map { ("\($0.fact) \($0.reason)", $0.count) })
    #expect(counts["log_end_offset expired"] == (hasEnds ? nil : 3))
    #expect(counts["log_start_offset expired"] == (hasStarts ? nil : 3))
    #expect(counts["group_commits expired"] == (hasCommits ? nil : 2))
  }

  @Test func slowIntervalsDoNotLetFactsBlink() throws {
    var slow = configuration
    slow.intervals.logStart = .seconds(180)
    let runs = Collectors.everything.list(slow.intervals).map(CollectorRun.init)
    var state = try state()
    state.topicsObserved = .seconds(279)
    let snapshot = SnapshotBuilder(slow, now: .seconds(279), unixTime: 0).build(state, runs) { _ in BrokerRecord() }
    #expect(snapshot.partitions.logStart.offsets == [10, 20, 30])
  }

  @Test func oldTopicsTakeTheirPartitionsAndOffsetsAlong() throws {
    var state = try state()
    for id in state.groupOrder { state.groups[id]?.listed = .seconds(171) }
    let snapshot = build(state, at: 171)
    #expect(!snapshot.hasTopics)
    #expect(snapshot.topics.isEmpty && snapshot.partitions.count == 0)
    #expect(snapshot.groups.count == 2)
    #expect(snapshot.groups.allSatisfy { !$0.hasCommits && $0.assigned.isEmpty && $0.subscribed.isEmpty })
    #expect(snapshot.groupColumns == GroupColumns())
    #expect(snapshot.missing.contains(MissingFacts(fact: "topic", reason: "expired", count: 2)))
  }

  @Test func groupsThatNobodyListsAnyMoreExpireOneByOne() throws {
    var state = try state()
    state.topicsObserved = .seconds(171)
    state.groups["h"]?.listed = .seconds(171)
    let snapshot = build(state, at: 171)
    #expect(snapshot.groups.map(\.id) == ["h"])
    #expect(snapshot.groups.first?.members == nil)
    // Of `g` the whole, of `h` the description.
    #expect(snapshot.missing.contains(MissingFacts(fact: "group_description", reason: "expired", count: 2)))
  }

  @Test func topicSettingsExpireToo() throws {
    var state = try state()
    state.topics[0].config = TopicConfig(minInSyncReplicas: 2)
    state.topics[0].configRead = .seconds(100)
    state.topicsObserved = .seconds(461)
    #expect(build(state, at: 460).topics[0].config?.minInSyncReplicas == 2)
    let late = build(state, at: 461)
    #expect(late.topics[0].config == nil)
    #expect(late.missing.contains(MissingFacts(fact: "topic_config", reason: "expired", count: 1)))
  }

  @Test func aGroupDeletedSinceItWasListedIsLeftOut() throws {
    var state = try state()
    state.groups["g"] = nil
    #expect(build(state, at: 101).groups.map(\.id) == ["h"])
  }

  @Test func aControllerThatNobodyToldAgainIsServedUntilItIsTooOld() throws {
    let told = try state()
    #expect(build(told, at: 170).controller == 1)
    let expired = build(told, at: 171)
    #expect(expired.controller == nil)
    #expect(expired.missing.contains { $0.fact == "controller" && $0.reason == "expired" && $0.count == 1 })
  }

  @Test func aBrokerThatOnlyOfflineReplicasNameIsDown() throws {
    var state = try state()
    state.replicasOfBroker = [0: 2, 1: 3, 2: 3]
    state.brokersOffline = [0, 3]
    let brokers = try #require(build(state, at: 101).brokers)
    #expect(brokers.map(\.id) == [0, 1, 2, 3])
    #expect(brokers[0].isUp == false && !brokers[0].isRegistered && brokers[0].host == nil && brokers[0].partitions == 2)
    #expect(brokers[3].host == "h3", "one that was told once is shown as it was")
    state.topicsObserved = .seconds(1)
    #expect(build(state, at: 101).brokers?.map(\.id) == [1, 2, 3], "what too old metadata says is not shown")
  }
}
