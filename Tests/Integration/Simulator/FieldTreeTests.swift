import KafkaProtocol
import Testing

/// Comparing answers finds every difference, and tells where it is.
struct FieldTreeTests {
  private static let answer = MetadataResponse(
    brokers: [.init(nodeId: 1, host: "a", port: 9092, rack: nil)], clusterId: "c", controllerId: 1,
    topics: [
      .init(
        name: "orders", topicId: KafkaUUID(high: 1, low: 2),
        partitions: [.init(partitionIndex: 0, leaderId: 1, leaderEpoch: 3, replicaNodes: [1, 2], isrNodes: [1, 2])])
    ])

  private static func tree(_ change: (inout MetadataResponse) -> Void = { _ in }) -> FieldTree {
    var answer = answer
    change(&answer)
    return FieldTree(answer) { $0 is KafkaUUID ? "an id" : nil }
  }

  @Test func equalAnswersHaveNoDifferences() {
    #expect(FieldTree.differences(kafka: Self.tree(), simulator: Self.tree()) == [])
  }

  @Test func oneFieldThatDiffersIsNamedWithBothValues() {
    let changed: [(FieldTree, FieldDifference)] = [
      (Self.tree { $0.brokers[0].rack = "r" }, FieldDifference(path: "brokers[0].rack", kafka: "nil", simulator: "\"r\"")),
      (
        Self.tree { $0.topics[0].errorCode = .unknownTopicId },
        .init(path: "topics[0].errorCode", kafka: "NONE", simulator: "UNKNOWN_TOPIC_ID")
      ),
      (
        Self.tree { $0.topics[0].partitions[0].isrNodes = [2, 1] },
        .init(path: "topics[0].partitions[0].isrNodes[0]", kafka: "1", simulator: "2")
      ),
      (
        Self.tree { $0.topics[0].partitions[0].isrNodes = [1] },
        .init(path: "topics[0].partitions[0].isrNodes", kafka: "2: [1, 2]", simulator: "1: [1]")
      ),
      (Self.tree { $0.clusterId = nil }, .init(path: "clusterId", kafka: "\"c\"", simulator: "nil")),
    ]
    for (tree, difference) in changed {
      #expect(FieldTree.differences(kafka: Self.tree(), simulator: tree).first == difference)
    }
  }

  @Test func idsAreComparedByWhatTheyAreOf() {
    let other = Self.tree { $0.topics[0].topicId = KafkaUUID(high: 9, low: 9) }
    #expect(FieldTree.differences(kafka: Self.tree(), simulator: other) == [])
  }

  @Test func onlyWhatIsNormalisedMayDiffer() {
    let other = Self.tree {
      $0.brokers[0].port = 1
      $0.topics.append(.init(name: "a"))
    }
    let first = Self.tree { $0.topics.insert(.init(name: "a"), at: 0) }
    let rules: [Normalisation] = [
      .ignore("brokers.port", because: "the system chooses ports"), .sort("topics", by: "name", because: "a hash table's order"),
    ]
    #expect(FieldTree.differences(kafka: first.normalised(rules), simulator: other.normalised(rules)) == [])
    #expect(
      FieldTree.differences(kafka: first.normalised(Array(rules.dropFirst())), simulator: other.normalised(Array(rules.dropFirst()))).count
        == 1)
    #expect(
      !FieldTree.differences(kafka: first.normalised(Array(rules.dropLast())), simulator: other.normalised(Array(rules.dropLast()))).isEmpty
    )
  }
}
