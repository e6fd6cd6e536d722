import Testing

@testable import KafkaSimulator

struct AssignorTests {
  @Test func rangeGivesNeighboursOfEachTopicToEachMember() {
    let members = ["a", "b", "c"].map { Subscriber(id: $0, topics: ["x", "y"]) }
    let assigned = Assignor.range.assign(to: members) { $0 == "x" ? 4 : 2 }
    #expect(assigned == ["a": ["x": [0, 1], "y": [0]], "b": ["x": [2], "y": [1]], "c": ["x": [3]]])
  }

  @Test func topicsThatDoNotExistAreNotAssigned() {
    for assignor in Assignor.allCases {
      #expect(assignor.assign(to: [Subscriber(id: "a", topics: ["gone"])]) { _ in nil }.isEmpty)
    }
  }

  @Test(arguments: Assignor.allCases, UInt64(0)..<40)
  func everyPartitionThatIsWantedHasExactlyOneOwnerWhoWantsIt(assignor: Assignor, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (members, counts) = Self.random(using: &generator)
    let assigned = assignor.assign(to: members) { counts[$0] }
    for (topic, count) in counts {
      let wanting = Set(members.filter { $0.topics.contains(topic) }.map(\.id))
      let owned = assigned.flatMap { member, topics in (topics[topic] ?? []).map { ($0, member) } }
      #expect(owned.map(\.0).sorted() == (wanting.isEmpty ? [] : Array(0..<count)))
      #expect(owned.allSatisfy { wanting.contains($0.1) })
    }
  }

  @Test(arguments: UInt64(0)..<40)
  func uniformIsEvenAndMovesNoMoreThanItMust(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let names = (0..<Int.random(in: 2...9, using: &generator)).map { "m\($0)" }
    let counts = ["x": Int32.random(in: 1...30, using: &generator), "y": Int32.random(in: 1...30, using: &generator)]
    let before = Assignor.uniform.assign(to: names.map { Subscriber(id: $0, topics: ["x", "y"]) }) { counts[$0] }
    let left = names.dropLast()
    let after = Assignor.uniform.assign(to: left.map { Subscriber(id: $0, topics: ["x", "y"], current: before[$0] ?? [:]) }) { counts[$0] }
    let sizes = left.map { (after[$0] ?? [:]).values.reduce(0) { $0 + $1.count } }
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    for name in left {
      for (topic, partitions) in before[name] ?? [:] {
        #expect(Set(partitions).isSubset(of: after[name]?[topic] ?? []), "whose share only grew keeps all it had")
      }
    }
  }

  @Test func uniformIsEvenAmongMembersThatWantDifferentTopics() {
    let members = [
      Subscriber(id: "a", topics: ["x"], current: ["x": Array(0..<10)]), Subscriber(id: "b", topics: ["x", "y"], current: ["y": [0, 1]]),
    ]
    let assigned = Assignor.uniform.assign(to: members) { $0 == "x" ? 10 : 2 }
    #expect(assigned["a"]?["x"]?.count == 6)
    #expect(assigned["b"]?["x"]?.count == 4 && assigned["b"]?["y"] == [0, 1])
  }

  private static func random(using generator: inout SeededGenerator) -> ([Subscriber<String>], [String: Int32]) {
    let topics = (0..<Int.random(in: 1...5, using: &generator)).map { "topic-\($0)" }
    let counts = Dictionary(uniqueKeysWithValues: topics.map { ($0, Int32.random(in: 1...20, using: &generator)) })
    let members = (0..<Int.random(in: 1...7, using: &generator)).map { index in
      var current: [String: [Int32]] = [:]
      // What a member says it had may be anything: of others too, and beyond the topic's end.
      for topic in topics where Bool.random(using: &generator) { current[topic] = [0, 1, 25, -1] }
      return Subscriber(id: "m\(index)", topics: Set(topics.filter { _ in Bool.random(using: &generator) }), current: current)
    }
    return (members, counts)
  }
}
