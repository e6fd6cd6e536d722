import KafkaProtocol

// How a member gets from what it has to its target: it gives up what others are to have, then takes what nobody holds any more.
extension ConsumerGroup {
  /// The member's next step, as far as it can go now.
  ///
  /// - Parameter owned: what the member says it has; nil when it does not say.
  mutating func reconcile(_ id: String, owned: Partitions?, at now: Timestamp) {
    guard let member = members[id] else { return }
    switch member.state {
    case .stable where member.epoch == assignmentEpoch: return
    case .unrevoked where Self.overlap(owned, member.pendingRevocation): return
    case .stable, .unrevoked, .unreleased: step(member, owned: owned, at: now)
    }
  }

  private mutating func step(_ before: ConsumerMember, owned: Partitions?, at now: Timestamp) {
    var member = before
    let wanted = target[member.id] ?? [:]
    let kept = Self.intersection(member.assigned, wanted)
    let revoked = Self.difference(member.assigned, kept)
    member.revocationDeadline = nil
    if !revoked.isEmpty, Self.overlap(owned, revoked) {
      member.state = .unrevoked
      member.pendingRevocation = revoked
      member.revocationDeadline = now + member.rebalanceTimeout
      member.assigned = kept
    } else {
      let missing = Self.difference(wanted, kept)
      let free = missing.isEmpty ? [:] : Self.difference(missing, held(by: { $0.id != member.id }))
      member.assigned = Self.union(kept, free)
      member.pendingRevocation = [:]
      member.state = free == missing ? .stable : .unreleased
      member.previousEpoch = member.epoch == assignmentEpoch ? member.previousEpoch : member.epoch
      member.epoch = assignmentEpoch
    }
    member.noteEpochs()
    members[member.id] = member
  }

  /// What members have, or may still have.
  private func held(by isMeant: (ConsumerMember) -> Bool) -> Partitions {
    members.values.filter(isMeant).reduce(into: [:]) { held, member in
      held = Self.union(Self.union(held, member.assigned), member.pendingRevocation)
    }
  }

  // MARK: - Sets of partitions

  /// Whether what a member says it has is part of something. Who does not say may have all of it.
  private static func overlap(_ owned: Partitions?, _ partitions: Partitions) -> Bool {
    owned.map { !intersection($0, partitions).isEmpty } ?? !partitions.isEmpty
  }

  static func intersection(_ left: Partitions, _ right: Partitions) -> Partitions {
    combine(left, right) { $0.intersection($1) }
  }

  static func difference(_ left: Partitions, _ right: Partitions) -> Partitions {
    combine(left, right) { $0.subtracting($1) }
  }

  private static func union(_ left: Partitions, _ right: Partitions) -> Partitions {
    left.merging(right) { Set($0).union($1).sorted() }
  }

  private static func combine(_ left: Partitions, _ right: Partitions, _ operation: (Set<Int32>, Set<Int32>) -> Set<Int32>) -> Partitions {
    var result: Partitions = [:]
    for (topic, partitions) in left {
      let combined = operation(Set(partitions), Set(right[topic] ?? []))
      if !combined.isEmpty { result[topic] = combined.sorted() }
    }
    return result
  }
}

extension ConsumerMember {
  /// Partitions that the member had keep the epochs they were assigned in.
  fileprivate mutating func noteEpochs() {
    guard !isResident else { return }
    let before = assignedIn
    assignedIn = [:]
    for (topic, partitions) in assigned {
      for partition in partitions { assignedIn[topic, default: [:]][partition] = before[topic]?[partition] ?? epoch }
    }
  }
}
