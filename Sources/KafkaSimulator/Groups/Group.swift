/// Which protocol a group's members speak.
package enum GroupType: String, CaseIterable, Sendable {
  /// The members' leader assigns partitions (JoinGroup, SyncGroup).
  case classic
  /// The coordinator assigns partitions (KIP-848).
  case consumer
}

/// A consumer group: its members and what they committed.
///
/// Confined, like all of a cluster, to who owns the cluster.
package final class Group {
  /// The state machine behind the group's members. A group that nobody ever joined, only committed for, is a classic one.
  enum Membership {
    case classic(ClassicGroup)
    case consumer(ConsumerGroup)
  }

  package let id: String
  /// The partition of `__consumer_offsets` whose leader coordinates the group.
  let coordinatorPartition: Int32
  package internal(set) var commits = GroupCommits()
  var membership: Membership

  init(id: String, coordinatorPartition: Int32, membership: Membership) {
    self.id = id
    self.coordinatorPartition = coordinatorPartition
    self.membership = membership
  }

  package var type: GroupType {
    switch membership {
    case .classic: .classic
    case .consumer: .consumer
    }
  }

  /// As Kafka names it: `Stable`, `PreparingRebalance`, `Reconciling`.
  package var state: String {
    switch membership {
    case .classic(let group): group.state.rawValue
    case .consumer(let group): group.state.rawValue
    }
  }

  /// `consumer` for all groups of consumers; empty for one that nobody joined.
  package var protocolType: String {
    switch membership {
    case .classic(let group): group.protocolType ?? ""
    case .consumer: "consumer"
    }
  }

  /// The members' ids, sorted.
  package var memberIDs: [String] {
    switch membership {
    case .classic(let group): group.members.keys.sorted()
    case .consumer(let group): group.members.keys.sorted()
    }
  }

  package var hasMembers: Bool {
    switch membership {
    case .classic(let group): !group.members.isEmpty
    case .consumer(let group): !group.members.isEmpty
    }
  }
}

// MARK: - Moving on

extension Group {
  /// Changes the members of a classic group; nil for one of the other type.
  func withClassic<Result>(_ change: (inout ClassicGroup) -> Result) -> Result? {
    guard case .classic(var group) = membership else { return nil }
    // With one owner at a time the members are changed in place.
    membership = .classic(ClassicGroup(initialRebalanceDelay: .zero))
    defer { membership = .classic(group) }
    return change(&group)
  }

  /// Changes the members of a consumer group; nil for one of the other type.
  func withConsumer<Result>(_ change: (inout ConsumerGroup) -> Result) -> Result? {
    guard case .consumer(var group) = membership else { return nil }
    membership = .consumer(ConsumerGroup())
    defer { membership = .consumer(group) }
    return change(&group)
  }

  /// Everything that is due happens.
  ///
  /// - Returns: when the group is to be called next.
  func advance(to now: Timestamp, topics: TopicFacts) -> Timestamp? {
    withClassic { group in
      group.advance(to: now) { topics.partitions(of: $0) }
      return group.nextDeadline
    } ?? withConsumer { group in
      group.advance(to: now, topics: topics)
      return group.nextDeadline
    } ?? nil
  }

  /// Whether answers are ready for who waits.
  var hasAnswers: Bool {
    if case .classic(let group) = membership { group.hasAnswers } else { false }
  }
}
