import KafkaProtocol

// Who is to have what.
extension ConsumerGroup {
  /// The first of `group.consumer.assignors`.
  static let defaultAssignor = Assignor.uniform

  /// The assignor that most members ask for; of several, the first by name.
  var assignor: Assignor {
    var votes: [Assignor: Int] = [:]
    for member in members.values { if let wish = member.assignor { votes[wish, default: 0] += 1 } }
    return votes.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key ?? Self.defaultAssignor
  }

  /// Makes a new epoch if topics that members want have come, gone or grown, or if members or their wishes have changed.
  ///
  /// - Parameter pause: at least how long until the new target is computed.
  mutating func beginEpoch(membersChanged: Bool, _ topics: TopicFacts, at now: Timestamp, pause: Duration = .zero) {
    guard membersChanged || seenTopics != topics.revision else { return }
    let wanted = shapes(topics)
    let isChanged = membersChanged || wanted != wantedTopics
    seenTopics = topics.revision
    wantedTopics = wanted
    guard isChanged else { return }
    epoch &+= 1
    let earliest = lastAssignment.map { $0 + Self.assignmentInterval } ?? now
    assignsAt = max(now + pause, earliest)
  }

  /// Computes the target for the group's epoch.
  mutating func assign(_ topics: TopicFacts, at now: Timestamp) {
    // Static members come in the order of their instances, so that one that is replaced keeps its place.
    let sorted = members.values.sorted { ($0.instanceID ?? $0.id) < ($1.instanceID ?? $1.id) }
    let subscribers = sorted.map { member in
      Subscriber(
        id: member.id, topics: Set(topics.names(for: member).compactMap { topics.id(of: $0) }), current: target[member.id] ?? [:])
    }
    target = assignor.assign(to: subscribers) { topics.partitions(of: $0) }
    assignmentEpoch = epoch
    assignsAt = nil
    lastAssignment = now
    if members.values.contains(where: \.isResident) { residentsActAt = now + residentPause }
  }

  private func shapes(_ topics: TopicFacts) -> [String: TopicShape] {
    var shapes: [String: TopicShape] = [:]
    for member in members.values {
      for name in topics.names(for: member) where shapes[name] == nil {
        guard let id = topics.id(of: name), let partitions = topics.partitions(of: name) else { continue }
        shapes[name] = TopicShape(id: id, partitions: partitions)
      }
    }
    return shapes
  }
}
