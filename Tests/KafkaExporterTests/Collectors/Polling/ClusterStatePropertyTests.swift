import KafkaProtocol
import Testing

@testable import KafkaExporter

/// Whatever topics, listings, descriptions and commits come in whatever order, the columns fit the layout and the groups the columns.
struct ClusterStatePropertyTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func columnsStayWhole(seed: UInt64) throws {
    var random = Generator(state: seed)
    var state = ClusterState()
    state.brokersObserved = .seconds(0)
    for step in 1...60 {
      let now = Moment.seconds(Double(step))
      switch Int.random(in: 0..<4, using: &random) {
      case 0: try state.take(topics(&random), at: now)
      case 1: list(&state, at: now, &random)
      case 2: try commit(&state, at: now, &random)
      default: describe(&state, at: now, &random)
      }
      check(state)
      let snapshot = SnapshotBuilder(.plain, now: now, unixTime: 0).build(state, []) { _ in BrokerRecord() }
      check(snapshot)
      // It must not trap on any of them.
      _ = LagReport(ClusterPage(snapshot)).table
    }
  }

  // MARK: - What may come

  private static let names = ["a", "b", "ä", "Z", "b.c", ""]

  private func topics(_ random: inout Generator) -> [MetadataResponse.Topic] {
    (0..<Int.random(in: 0...7, using: &random)).map { _ in
      let id = KafkaUUID.number(UInt64.random(in: 1...2, using: &random))
      let name = Self.names.randomElement(using: &random) ?? ""
      if Int.random(in: 0..<8, using: &random) == 0 { return .of(name, id: id, partitions: [0, .random(in: -3...3, using: &random)]) }
      return .of(name, id: id, partitions: (0..<Int32.random(in: 0...4, using: &random)).shuffled(using: &random))
    }
  }

  private func list(_ state: inout ClusterState, at now: Moment, _ random: inout Generator) {
    var listing = GroupListing(settings: .plain)
    for broker: Int32 in 1...2 {
      let ids = Self.names.filter { _ in Bool.random(using: &random) }
      let types = ["", "classic", "share", "future"]
      listing.take(
        ids.map {
          .init(
            groupId: $0, groupState: ["Stable", "Empty", "Dead", ""].randomElement(using: &random) ?? "",
            groupType: types.randomElement(using: &random) ?? "")
        },
        from: broker)
      if Bool.random(using: &random) { listing.unheard.insert(broker) }
    }
    listing.apply(to: &state, at: now)
  }

  private func commit(_ state: inout ClusterState, at now: Moment, _ random: inout Generator) throws {
    let groups = state.groupOrder.map { id in
      let topics = (0..<3).map { _ in
        OffsetFetchResponse.Topic(
          name: Self.names.randomElement(using: &random) ?? "",
          partitions: (0..<4).map { _ in
            .init(partitionIndex: .random(in: -1...5, using: &random), committedOffset: .random(in: -1...9, using: &random))
          })
      }
      return OffsetFetchResponse.Group(groupId: id, topics: topics)
    }
    for commits in try Wire.commits(.init(groups: groups), layout: state.layout).groups {
      state.groups[commits.id]?.commit(commits, at: now)
    }
  }

  private func describe(_ state: inout ClusterState, at now: Moment, _ random: inout Generator) {
    for id in state.groupOrder {
      var description = GroupDescription(state: "Stable", epoch: .random(in: 0...3, using: &random))
      for number in 0..<Int.random(in: 0...3, using: &random) {
        description.add(
          GroupMember(memberID: "\(9 - number)", clientID: "c", host: "h"),
          assigned: (0..<2).map { _ in
            (Self.names.randomElement(using: &random) ?? "", (0..<3).map { _ in .random(in: -1...5, using: &random) })
          }, in: state.layout)
        description.subscribe(to: Self.names.shuffled(using: &random).prefix(2), in: state.layout)
      }
      state.groups[id]?.describe(as: description, at: now)
    }
  }

  // MARK: - What must hold

  private func check(_ state: ClusterState) {
    let count = state.layout.partitionCount
    let columns = state.partitions
    #expect(state.topics.count == state.layout.topics.count)
    #expect([columns.leader.count, columns.leaderEpoch.count, columns.preferredLeader.count].allSatisfy { $0 == count })
    #expect([columns.replicas.count, columns.inSyncReplicas.count, columns.offlineReplicas.count].allSatisfy { $0 == count })
    for column in [columns.logStart, columns.logEnd, columns.lastStable] {
      #expect(column.offsets.count == count && column.observed.count == count)
    }
    #expect(zip(state.groupOrder, state.groupOrder.dropFirst()).allSatisfy { utf8Precedes($0, $1) })
    #expect(Set(state.groupOrder).isSuperset(of: state.groups.keys))
    for group in state.groups.values {
      #expect(isAscending(group.committedPartition, below: count))
      #expect(group.committedOffset.count == group.committedPartition.count)
      #expect(group.committedOffset.allSatisfy { $0 >= 0 })
      #expect(group.assignedPartition.allSatisfy { (0..<count).contains(Int($0)) })
      #expect(group.assignedPartition == group.assignedPartition.sorted())
      #expect(group.assignedMember.count == group.assignedPartition.count)
      #expect(group.assignedMember.allSatisfy { (group.members ?? []).indices.contains(Int($0)) })
      #expect(isAscending(group.subscribedTopic, below: state.layout.topics.count))
    }
  }

  private func check(_ snapshot: ClusterSnapshot) {
    let columns = snapshot.groupColumns
    #expect(columns.committedOffset.count == columns.committedPartition.count)
    #expect(columns.assignedMember.count == columns.assignedPartition.count)
    #expect(snapshot.groups.last?.commits.upperBound ?? 0 == columns.committedPartition.count)
    #expect(snapshot.groups.last?.assigned.upperBound ?? 0 == columns.assignedPartition.count)
    #expect(snapshot.groups.last?.subscribed.upperBound ?? 0 == columns.subscribedTopic.count)
    #expect(zip(snapshot.groups, snapshot.groups.dropFirst()).allSatisfy { $0.commits.upperBound == $1.commits.lowerBound })
    #expect(zip(snapshot.groups, snapshot.groups.dropFirst()).allSatisfy { utf8Precedes($0.id, $1.id) })
  }

  private func isAscending(_ indices: [Int32], below end: Int) -> Bool {
    indices.allSatisfy { (0..<end).contains(Int($0)) } && zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 }
  }
}

/// SplitMix64.
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
