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
    state.groups = state.groups.filter { id, group in
      groups[id] != nil || (unheard.contains(group.coordinator) || state.brokers[group.coordinator]?.seen != state.brokersObserved)
    }
    for (id, entry) in groups {
      let type = GroupType(rawValue: entry.listed.groupType.isEmpty ? GroupType.classic.rawValue : entry.listed.groupType.lowercased())
      var record = state.groups[id] ?? GroupRecord(coordinator: entry.coordinator, listed: now)
      if record.type != type { record = GroupRecord(coordinator: entry.coordinator, listed: now) }
      record.type = type
      record.coordinator = entry.coordinator
      record.listed = now
      record.protocolType = entry.listed.protocolType
      // Brokers before 2.6 list no states; then the description has it.
      if !entry.listed.groupState.isEmpty { record.state = entry.listed.groupState }
      state.groups[id] = record
    }
    for (id, group) in state.groups where !isWanted(group) { state.groups[id] = nil }
  }

  private func isWanted(_ group: GroupRecord) -> Bool {
    switch group.state {
    case GroupRecord.empty: settings.groups.includesEmpty
    case GroupRecord.dead: settings.groups.includesDead
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
