import KafkaProtocol
import Testing

@testable import KafkaExporter

struct GroupListingTests {
  private typealias Listed = ListGroupsResponse.ListedGroup

  /// Brokers 1 and 2 are registered.
  private func state(_ groups: [(id: String, coordinator: Int32)] = []) -> ClusterState {
    var state = ClusterState()
    state.brokersObserved = .seconds(1)
    for broker: Int32 in 1...2 { state.brokers[broker] = .init(host: "h", port: 1, seen: .seconds(1)) }
    for (id, coordinator) in groups { state.groups[id] = GroupRecord(coordinator: coordinator, listed: .seconds(1)) }
    state.groupOrder = groups.map(\.id).sorted()
    return state
  }

  private func apply(
    _ lists: [(broker: Int32, groups: [Listed])], unheard: Set<Int32> = [], to state: inout ClusterState,
    settings: ClusterConfiguration = .plain
  ) {
    var listing = GroupListing(settings: settings)
    for (broker, groups) in lists { listing.take(groups, from: broker) }
    listing.unheard = unheard
    listing.apply(to: &state, at: .seconds(2))
  }

  @Test func whoListsAGroupCoordinatesIt() {
    var state = state()
    apply(
      [
        (1, [Listed(groupId: "b", groupState: "Stable", groupType: "Consumer")]),
        (2, [Listed(groupId: "a", groupState: "Empty"), Listed(groupId: "ä"), Listed(groupId: "Z", groupType: "novel")]),
      ], to: &state)
    #expect(state.groupOrder == ["Z", "a", "b", "ä"])
    #expect(state.groups.mapValues(\.coordinator) == ["a": 2, "b": 1, "ä": 2, "Z": 2])
    #expect(state.groups["b"]?.type == .consumer)
    #expect(state.groups["a"]?.type == .classic)
    #expect(state.groups["Z"]?.type.rawValue == "novel")
    #expect(state.groups["a"]?.state == "Empty")
    #expect(state.groups["ä"]?.state == nil)
    #expect(state.groupsListed == .seconds(2))
  }

  @Test func aGroupListedTwiceWhileItMovesIsTakenOnceAndNotAsDead() {
    var state = state()
    apply(
      [
        (1, [Listed(groupId: "g", groupState: "Dead"), Listed(groupId: "h", groupState: "Stable")]),
        (2, [Listed(groupId: "g", groupState: "Stable"), Listed(groupId: "h", groupState: "Dead")]),
      ], to: &state)
    #expect(state.groups.mapValues(\.coordinator) == ["g": 2, "h": 1])
    #expect(state.groupOrder == ["g", "h"])
  }

  @Test func groupsOfABrokerThatWasNotHeardStayAsTheyWere() {
    var state = state([("gone", 1), ("kept", 2), ("left", 9)])
    apply([(1, [])], unheard: [2], to: &state)
    // Broker 9 is not registered any more, so nobody could say that its group is gone.
    #expect(state.groupOrder == ["kept", "left"])
    #expect(state.groups["kept"]?.listed == .seconds(1))
  }

  @Test func whatIsKnownOfAGroupStaysUnlessItsTypeChanges() {
    var state = state([("g", 1), ("h", 1)])
    for id in ["g", "h"] { state.groups[id]?.commit(GroupCommits(id: id, partitions: [3], offsets: [4]), at: .seconds(1)) }
    apply([(2, [Listed(groupId: "g", groupType: "classic"), Listed(groupId: "h", groupType: "share")])], to: &state)
    #expect(state.groups["g"]?.committedOffset == [4])
    #expect(state.groups["g"]?.coordinator == 2)
    #expect(state.groups["h"]?.committedOffset == [])
    #expect(state.groups["h"]?.committed == nil)
  }

  @Test func filtersActBeforeAnythingIsKept() throws {
    var settings = ClusterConfiguration.plain
    settings.groups.filter = NameFilter(exclude: [try NamePattern("console-.*")])
    settings.groups.includesEmpty = false
    var state = state([("e", 1)])
    let listed = [("a", "Stable"), ("console-1", "Stable"), ("d", "Dead"), ("e", "Empty"), ("u", "")].map {
      Listed(groupId: $0.0, groupState: $0.1)
    }
    apply([(1, listed)], to: &state, settings: settings)
    #expect(state.groupOrder == ["a", "u"])
    #expect(state.groups.keys.sorted() == ["a", "u"])
  }

  @Test func aStateThatIsNotListedAnyMoreIsNotKnown() {
    var state = state([("g", 1)])
    state.groups["g"]?.state = "Empty"
    apply([(1, [Listed(groupId: "g")])], to: &state)
    #expect(state.groups["g"]?.hasNoMembers == false)
  }

  @Test func aGroupThatVanishedBetweenListingsIsInTheOrderOnce() {
    var state = state([("a", 1), ("b", 1)])
    state.groups["a"] = nil
    apply([(1, [Listed(groupId: "a"), Listed(groupId: "b")])], to: &state)
    #expect(state.groupOrder == ["a", "b"])
  }
}
