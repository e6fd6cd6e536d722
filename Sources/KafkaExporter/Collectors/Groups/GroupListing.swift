import KafkaProtocol

/// The brokers' lists of their groups, brought together.
struct GroupListing {
  private struct Entry {
    var coordinator: Int32
    var listed: ListGroupsResponse.ListedGroup
  }

  private let settings: ClusterConfiguration
  private var groups: [String: Entry] = [:]
  /// Brokers whose list is missing or incomplete.
  var unheard: Set<Int32> = []

  init(settings: ClusterConfiguration) {
    self.settings = settings
  }

  /// A group that moves may be listed by its old and its new coordinator: it is taken once, from the one that does not call it dead.
  mutating func take(_ listed: [ListGroupsResponse.ListedGroup], from broker: Int32) {
    for group in listed where settings.groups.filter.admits(group.groupId) {
      if let other = groups[group.groupId], other.listed.groupState != GroupRecord.dead { continue }
      groups[group.groupId] = Entry(coordinator: broker, listed: group)
    }
  }

  /// Writes what was listed into the state. Groups that a broker listed before and does not any more are gone, unless it was not heard.
  func apply(to state: inout ClusterState, at now: Moment) {
    state.groupsListed = now
    var next = state.groups.filter { groups[$0.key] == nil && mayStillBe($0.value, in: state, at: now) }
    for (id, entry) in groups {
      let record = self.record(of: entry, after: state.groups[id], at: now)
      if settings.groups.wants(record) { next[id] = record }
    }
    let come = next.keys.filter { state.groups[$0] == nil }
    state.groupOrder.removeAll { state.groups[$0] == nil || next[$0] == nil }
    if !come.isEmpty {
      state.groupOrder += come
      state.groupOrder.sort(by: utf8Precedes)
    }
    state.groups = next
  }

  /// Whether a group that nobody lists is one of a broker that could not be asked, or that left a short while ago: by then its groups have moved.
  private func mayStillBe(_ group: GroupRecord, in state: ClusterState, at now: Moment) -> Bool {
    if unheard.contains(group.coordinator) { return true }
    let hasLeft = state.brokers[group.coordinator]?.seen != state.brokersObserved
    return hasLeft && now.seconds(since: group.listed) <= (settings.intervals.groups + settings.staleAfter).inSeconds
  }

  private func record(of entry: Entry, after last: GroupRecord?, at now: Moment) -> GroupRecord {
    let type = GroupType(rawValue: entry.listed.groupType.isEmpty ? GroupType.classic.rawValue : entry.listed.groupType.lowercased())
    // Another type under the same id is another group.
    var record = last.flatMap { $0.type == type ? $0 : nil } ?? GroupRecord(coordinator: entry.coordinator, listed: now)
    record.type = type
    record.coordinator = entry.coordinator
    record.listed = now
    // Brokers before 2.6 list no states; then only the description has it.
    record.state = entry.listed.groupState.isEmpty ? nil : entry.listed.groupState
    return record
  }
}

extension GroupSelection {
  /// Whether a group's state is one that is collected; a state that is not known is.
  func wants(_ group: GroupRecord) -> Bool {
    switch group.state {
    case GroupRecord.empty: includesEmpty
    case GroupRecord.dead: includesDead
    default: true
    }
  }
}

extension GroupRecord {
  static let empty = "Empty"
  static let dead = "Dead"

  /// Whether the listing alone says that there is nobody in it.
  var hasNoMembers: Bool { state == Self.empty || state == Self.dead }
}
