import KafkaProtocol
import Testing

@testable import KafkaExporter

struct MetadataUpdateTests {
  @Test func factsLandAtTheirPartitionWhateverTheOrderOfTheAnswer() throws {
    var state = ClusterState()
    try state.take([.of("b", partitions: [2, 0, 1]), .of("a", count: 1)])
    #expect(state.layout.topics.map(\.name) == ["a", "b"])
    #expect(state.partitions.leader == [1, 1, 2, 3])
    #expect(state.topics.count == 2)
    #expect(state.topicsObserved == .seconds(1))
    #expect(state.replicasOfBroker == [1: 4, 2: 4, 3: 4])
  }

  @Test func theLayoutStaysWhenNothingButFactsChanged() throws {
    var state = ClusterState()
    try state.take([.of("a", count: 2)])
    let layout = state.layout
    var moved = MetadataResponse.Topic.of("a", count: 2)
    moved.partitions[1].leaderId = -1
    try state.take([moved])
    #expect(state.layout === layout)
    #expect(state.partitions.leader == [1, -1])
  }

  @Test func offsetsSurviveWhenOtherTopicsComeAndGo() throws {
    var state = ClusterState()
    try state.take([.of("b", count: 1)])
    state.partitions.logEnd.offsets = [42]
    try state.take([.of("a", count: 2), .of("b", count: 2)])
    #expect(state.partitions.logEnd.offsets == [-1, -1, 42, -1])
    try state.take([.of("b", count: 1)])
    #expect(state.partitions.logEnd.offsets == [42])
  }

  @Test func aTopicMadeAgainBetweenTwoPollsIsCountedAndForgotten() throws {
    var state = ClusterState()
    try state.take([.of("a", id: .number(1), count: 1)])
    state.partitions.logEnd.offsets = [42]
    try state.take([.of("a", id: .number(2), count: 1)])
    #expect(state.partitions.logEnd.offsets == [-1])
    #expect(state.topics.map(\.recreations) == [1])
  }

  @Test func whatCanNotBeDescribedIsLeftOutAndCounted() throws {
    var state = ClusterState()
    let report = try state.take([
      .of("a", count: 1), .of("gaps", partitions: [0, 5]), .init(errorCode: .topicAuthorizationFailed, name: "secret"),
      .init(errorCode: .invalidTopicException, name: "odd"), .init(errorCode: .unknownTopicOrPartition, name: "deleted"),
    ])
    #expect(state.layout.topics.map(\.name) == ["a"])
    #expect(report.missing == [.init(fact: .topic, reason: .unauthorized): 1, .init(fact: .topic, reason: .error): 2])
    #expect(report.summary == "topic odd: INVALID_TOPIC_EXCEPTION (and 1 more)")
  }

  @Test func anAnswerThatSaysNothingOfTopicsChangesNothing() throws {
    var state = ClusterState()
    try state.take([.of("a", count: 1)])
    var report = CollectionReport()
    state.take(try Wire.reading(MetadataResponse()), at: .seconds(2), &report)
    #expect(state.layout.topics.count == 1)
    #expect(state.topicsObserved == .seconds(1))
    #expect(report.failure != nil)
  }
}
