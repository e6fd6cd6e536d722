import KafkaProtocol
import KafkaSimulator
import Testing

/// Groups without clients, as scenarios make them.
struct ResidentMemberTests {
  @Test(arguments: GroupType.allCases)
  func aGroupIsStableAndHasItsPartitionsAsSoonAsItIsThere(type: GroupType) throws {
    let cluster = try Self.cluster()
    try cluster.createGroup("g", type: type, members: Self.members("a", "b"))
    #expect(cluster.group("g")?.state == "Stable")
    #expect(cluster.group("g")?.protocolType == "consumer")
    #expect(Self.partitions(cluster) == [0, 1, 2, 3, 4, 5])
    #expect(cluster.members(of: "g").map { $0.partitions["orders"]?.count } == [3, 3])
    #expect(throws: Refusal.self) { try cluster.createGroup("g", type: type) }
  }

  @Test(arguments: [
    (GroupType.classic, ["PreparingRebalance", "CompletingRebalance", "Stable"]), (.consumer, ["Assigning", "Reconciling", "Stable"]),
  ])
  func aRebalanceGoesThroughItsPhasesInTheTimeItIsGiven(type: GroupType, phases: [String]) throws {
    let cluster = try Self.cluster()
    try cluster.createGroup("g", type: type, members: Self.members("a"))
    try cluster.addMember(Self.members("b")[0], to: "g", rebalance: .seconds(10))
    #expect(cluster.group("g")?.state == phases[0])
    Self.pass(.milliseconds(4_999), cluster)
    #expect(cluster.group("g")?.state == phases[0])
    Self.pass(.milliseconds(1), cluster)
    #expect(cluster.group("g")?.state == phases[1])
    Self.pass(.milliseconds(4_999), cluster)
    #expect(cluster.group("g")?.state == phases[1])
    Self.pass(.milliseconds(1), cluster)
    #expect(cluster.group("g")?.state == phases[2])
    #expect(Self.partitions(cluster) == [0, 1, 2, 3, 4, 5])
    #expect(cluster.members(of: "g").map { $0.partitions["orders"]?.count } == [3, 3])
  }

  @Test(arguments: GroupType.allCases)
  func aRebalanceWithoutTimeIsOverAtOnceOrWithTheNextAssignment(type: GroupType) throws {
    let cluster = try Self.cluster()
    try cluster.createGroup("g", type: type, members: Self.members("a", "b", "c"))
    for id in cluster.group("g")?.memberIDs.dropLast() ?? [] { try cluster.removeMember(id, from: "g") }
    // Coordinators of consumer groups compute an assignment once a second at most.
    Self.pass(.seconds(1), cluster)
    #expect(cluster.group("g")?.state == "Stable")
    #expect(cluster.members(of: "g").map { $0.partitions["orders"] ?? [] } == [[0, 1, 2, 3, 4, 5]])
    try cluster.removeMember(#require(cluster.group("g")?.memberIDs.first), from: "g")
    #expect(cluster.group("g")?.state == "Empty")
    #expect(throws: Refusal(.unknownMemberId)) { try cluster.removeMember("nobody", from: "g") }
    #expect(throws: Refusal(.groupIdNotFound, "Group none not found.")) { try cluster.removeMember("nobody", from: "none") }
  }

  @Test(arguments: GroupType.allCases)
  func membersThatComeInAStormAreAllServedInTheEnd(type: GroupType) throws {
    let cluster = try Self.cluster()
    try cluster.createGroup("g", type: type)
    #expect(cluster.group("g")?.state == "Empty")
    for index in 0..<6 {
      try cluster.addMember(Self.members("m\(index)")[0], to: "g", rebalance: .seconds(4))
      Self.pass(.milliseconds(700), cluster)
      #expect(cluster.group("g")?.state != "Stable")
    }
    Self.pass(.seconds(5), cluster)
    #expect(cluster.group("g")?.state == "Stable")
    #expect(cluster.members(of: "g").map { $0.partitions["orders"]?.count } == Array(repeating: 1, count: 6))
  }

  @Test func aConsumerGroupFollowsATopicThatIsReplacedByAnother() throws {
    let cluster = try Self.cluster()
    try cluster.createGroup("g", type: .consumer, members: Self.members("a", "b"))
    try cluster.commit(offsets: [1, 2, 3], group: "g", topic: "orders")
    try cluster.deleteTopic("orders")
    #expect(cluster.group("g")?.commits.isEmpty == true, "commits go with their topic")
    Self.pass(.seconds(2), cluster)
    #expect(cluster.members(of: "g").flatMap(\.partitions).isEmpty)
    try cluster.createTopic("orders", partitions: 4)
    Self.pass(.seconds(2), cluster)
    #expect(cluster.group("g")?.state == "Stable")
    #expect(Self.partitions(cluster) == [0, 1, 2, 3])
  }

  @Test func commitsAreOnlyTakenForPartitionsThatExist() throws {
    let cluster = try Self.cluster()
    #expect(throws: Refusal.self) { try cluster.commit(.init(offset: 1), group: "g", topic: "orders", partition: 6) }
    #expect(throws: Refusal.self) { try cluster.commit(.init(offset: 1), group: "g", topic: "none", partition: 0) }
    #expect(throws: Refusal.self) { try cluster.commit(offsets: Array(repeating: 1, count: 7), group: "g", topic: "orders") }
    #expect(throws: Refusal.self) { try cluster.commit(.init(offset: 1), group: "", topic: "orders", partition: 0) }
    #expect(cluster.group("g") == nil)
    try cluster.commit(.init(offset: 1), group: "g", topic: "orders", partition: 5)
    #expect(cluster.group("g")?.state == "Empty")
    #expect(cluster.group("g")?.protocolType == "")
  }

  private static func cluster() throws -> SimulatedCluster {
    let cluster = SimulatedCluster(brokers: [Broker(id: 1)], startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    try cluster.createTopic("orders", partitions: 6)
    return cluster
  }

  private static func members(_ clients: String...) -> [ResidentMember] {
    clients.map { ResidentMember(clientID: $0, topics: ["orders"]) }
  }

  private static func pass(_ duration: Duration, _ cluster: SimulatedCluster) {
    cluster.advance(to: cluster.now + duration)
  }

  /// What all members of `g` have of `orders`, sorted: a partition with two owners would be in it twice.
  private static func partitions(_ cluster: SimulatedCluster) -> [Int32] {
    cluster.members(of: "g").flatMap { $0.partitions["orders"] ?? [] }.sorted()
  }
}
