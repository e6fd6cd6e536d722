import TestSupport

/// Topics and groups of every kind on a cluster, with all members standing still, so that nothing moves while it is compared.
///
/// A member that stands still is a member for as long as its session lasts: 45 s.
struct TruthScenario: Sendable {
  let orders: String
  let trimmed: String
  /// A group whose commit on `trimmed` lies seven records below the log's start.
  let late: String
  /// A group that committed to a topic that its members do not read any more.
  let turnedAway: String
  /// The topic it turned away from.
  let compacted: String
  private let members: [ChildProcess]

  static func start(on cluster: KafkaCluster) async throws -> TruthScenario {
    let tools = cluster.tools
    let copies = cluster.nodes.count
    let orders = uniqueName("orders.v1_eu-west")
    let trimmed = uniqueName("trimmed")
    let compacted = uniqueName("compacted_state")
    let single = uniqueName("single")
    let doomed = uniqueName("doomed")
    try await tools.createTopic(orders, partitions: 4, replicationFactor: copies, configs: ["min.insync.replicas": "1"])
    try await tools.createTopic(trimmed, partitions: 2)
    try await tools.createTopic(compacted, replicationFactor: min(2, copies), configs: ["cleanup.policy": "compact"])
    try await tools.createTopic(uniqueName("empty"), partitions: 3, configs: ["cleanup.policy": "compact,delete"])
    try await tools.createTopic(single)
    try await tools.createTopic(doomed)
    for (partition, count) in [(0, 10), (1, 20), (3, 5)] { try await tools.produce(count, to: orders, partition: Int32(partition)) }
    for topic in [trimmed, compacted, single, doomed] { try await tools.produce(20, to: topic) }

    let late = uniqueName("late")
    let turnedAway = uniqueName("turned.away")
    try await tools.commit(group: uniqueName("commits_only"), [.init(orders, 0, 4), .init(orders, 3, 5), .init(compacted, 0, 1)])
    try await tools.commit(group: late, [.init(trimmed, 0, 5), .init(trimmed, 1, 0)])
    try await tools.deleteRecords(trimmed, partition: 0, before: 12)
    try await tools.commit(group: turnedAway, [.init(compacted, 0, 3)])
    let bereft = uniqueName("bereft")
    try await tools.commit(group: bereft, [.init(doomed, 0, 7), .init(orders, 1, 20)])
    try await tools.deleteTopic(doomed)

    let readers = uniqueName("readers")
    let pair = uniqueName("pair")
    let modern = uniqueName("modern")
    var members = [
      try await LiveConsumer.classic(cluster, group: readers, topics: [orders, trimmed], clientID: "reader"),
      try await LiveConsumer.classic(cluster, group: turnedAway, topics: [single]),
      try await LiveConsumer.classic(cluster, group: pair, topics: [single], clientID: "one"),
      try await LiveConsumer.classic(cluster, group: pair, topics: [single], clientID: "two"),
    ]
    var read = [(readers, orders, 3, 5), (turnedAway, single, 0, 20), (pair, single, 0, 20)]
    if cluster.version == .v4_3 {
      members.append(try await LiveConsumer.consumerProtocol(cluster, group: modern, topic: orders))
      read.append((modern, orders, 1, 20))
    }
    try await eventually(within: .seconds(40), every: .milliseconds(200), "members have read and committed") {
      for member in members where !member.isRunning { throw Hopeless("a member ended: \(member.outputTail())") }
      let rows = try await tools.groupOffsets()
      let states = try await tools.groupStates()
      guard states.contains(where: { $0.group == pair && $0.memberCount == 2 && $0.state == "Stable" }) else {
        throw HarnessError("the group \(pair): \(states.filter { $0.group == pair })")
      }
      let unread = read.filter { group, topic, partition, offset in
        !rows.contains {
          $0.group == group && $0.topic == topic && $0.partition == Int32(partition) && $0.committedOffset == Int64(offset)
            && $0.memberID != nil
        }
      }
      guard unread.isEmpty else {
        throw HarnessError("not yet: \(unread); there is: \(rows.filter { row in unread.contains { $0.0 == row.group } })")
      }
      return true
    }
    for member in members { try await member.pause() }
    try await tools.produce(7, to: orders, partition: 1)
    try await tools.produce(3, to: single)
    return TruthScenario(
      orders: orders, trimmed: trimmed, late: late, turnedAway: turnedAway, compacted: compacted, members: members)
  }

  func end() async throws {
    for member in members { try await member.terminate() }
  }
}
