import KafkaProtocol

/// Somebody who is in no group commits, looks and deletes.
struct CommitHistory {
  let both: SideBySide
  let names: GroupNames

  func play() async throws {
    try await findCoordinators()
    try await fetch("before anything was committed")
    try await commit()
    try await fetch("what was committed")
    try await both.compare(
      "a group without members", of: names.coordinator, DescribeGroupsRequest(groups: [names.simple, names.missing, ""]),
      .sort("groups", by: "groupId", because: "brokers ask each partition's coordinator by itself"))
    try await delete()
  }

  private func findCoordinators() async throws {
    let port = Normalisation.ignore("port", because: "the system chooses ports")
    let ports = Normalisation.ignore("coordinators.port", because: "the system chooses ports")
    for type: Int8 in [0, 7] {
      try await both.compareEach("coordinators of type \(type)", [port, ports]) { _, version in
        version < 4
          ? FindCoordinatorRequest(key: names.simple, keyType: version == 0 ? 0 : type)
          : FindCoordinatorRequest(keyType: type, coordinatorKeys: [names.simple, names.classic])
      }
    }
  }

  private func commit() async throws {
    // Without a generation the nameless group is taken for one, which then no tool can describe or delete: every `--all-groups` fails from there on.
    let groups: [(String, [Int32])] = [(names.simple, [-1, 3]), ("", [3])]
    for (group, generations) in groups {
      for generation in generations {
        try await both.changeEach("commits to '\(group.prefix(5))' of generation \(generation)", of: names.coordinator) { player, version in
          let known = try await player.id(of: names.topic)
          return OffsetCommitRequest(
            groupId: group, generationIdOrMemberEpoch: generation, memberId: "",
            topics: [
              rows(names.topic, known, version),
              rows("\(names.topic)-missing", KafkaUUID(high: 1, low: 1), version),
            ])
        }
      }
    }
    let other: Int32 = names.coordinator == 1 ? 2 : 1
    try await both.changeEach("commits to who is not the coordinator", of: other) { player, version in
      OffsetCommitRequest(groupId: names.simple, topics: [rows(names.topic, try await player.id(of: names.topic), version)])
    }
  }

  private func rows(_ name: String, _ id: KafkaUUID, _ version: Int16) -> OffsetCommitRequest.Topic {
    .init(
      name: version >= 10 ? "" : name, topicId: version >= 10 ? id : .zero,
      partitions: [
        .init(partitionIndex: 0, committedOffset: 5), .init(partitionIndex: 2, committedOffset: 7, committedMetadata: "m"),
        .init(partitionIndex: 3, committedOffset: 9, committedMetadata: String(repeating: "x", count: 4_097)),
        .init(partitionIndex: 4, committedOffset: 9), .init(partitionIndex: 1, committedOffset: 6, committedMetadata: nil),
      ])
  }

  private func fetch(_ what: String) async throws {
    let order = [
      Normalisation.sort("topics.partitions", by: "partitionIndex", because: "brokers keep them in a hash table"),
      .sort("groups.topics.partitions", by: "partitionIndex", because: "brokers keep them in a hash table"),
    ]
    for broker in Int32(1)...2 {
      for asksForAll in [true, false] {
        try await both.compareEach("\(what), of all topics \(asksForAll)", of: broker, order) { player, version in
          let known = try await player.id(of: names.topic)
          let topics: [OffsetFetchRequest.Topic] = [
            .init(name: version >= 10 ? "" : names.topic, topicId: version >= 10 ? known : .zero, partitionIndexes: [0, 1, 2, 3, 9]),
            .init(
              name: version >= 10 ? "" : "\(names.topic)-missing", topicId: version >= 10 ? KafkaUUID(high: 1, low: 1) : .zero,
              partitionIndexes: [0]),
          ]
          let asked = asksForAll && version >= 2 ? nil : topics
          return version >= 8
            ? OffsetFetchRequest(groups: [names.simple, names.missing].map { .init(groupId: $0, topics: asked) })
            : OffsetFetchRequest(groupId: names.simple, topics: asked)
        }
      }
    }
  }

  private func delete() async throws {
    for group in [names.simple, names.missing, ""] {
      try await both.change("offsets of '\(group.prefix(5))'", of: names.coordinator) { _ in
        OffsetDeleteRequest(
          groupId: group,
          topics: [
            .init(name: names.topic, partitions: [.init(partitionIndex: 0), .init(partitionIndex: 9)]),
            .init(name: "\(names.topic)-missing", partitions: [.init(partitionIndex: 0)]),
          ])
      }
    }
    try await fetch("what was not deleted")
    let order = Normalisation.sort("results", by: "groupId", because: "brokers ask each partition's coordinator at the same time")
    try await both.changeOnce("groups", version: 2, of: names.coordinator, [order]) { _ in
      DeleteGroupsRequest(groupsNames: [names.simple, names.missing])
    }
    try await fetch("of a group that is gone")
  }
}
