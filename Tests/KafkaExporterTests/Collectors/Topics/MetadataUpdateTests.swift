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

  @Test func aTopicMadeAgainIsCountedThoughAPollFoundItGone() throws {
    var state = ClusterState()
    try state.take([.of("a", id: .number(1), count: 1)])
    try state.take([])
    try state.take([.of("a", id: .number(2), count: 1)])
    #expect(state.topics.map(\.recreations) == [1])
    try state.take([])
    try state.take([.of("b", id: .number(3), count: 1)])
    try state.take([.of("a", id: .number(4), count: 1)])
    #expect(state.topics.map(\.recreations) == [2])
  }

  @Test(arguments: [(KafkaUUID.number(1), KafkaUUID.number(1)), (.zero, .number(1)), (.number(1), .zero), (.zero, .zero)])
  func aTopicThatWasOutOfSightIsNotMadeAgain(before: KafkaUUID, after: KafkaUUID) throws {
    var state = ClusterState()
    try state.take([.of("a", id: .number(9), count: 1)])
    try state.take([.of("a", id: before, count: 1)])
    let counted = state.topics.map(\.recreations)
    try state.take([])
    try state.take([.of("a", id: after, count: 1)])
    #expect(state.topics.map(\.recreations) == counted)
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

  @Test func aTopicThatMayNotBeDescribedAnyMoreIsGoneAtOnce() throws {
    var state = ClusterState()
    try state.take([.of("a", count: 1), .of("secret", count: 2)])
    let report = try state.take([.of("a", count: 1), .init(errorCode: .topicAuthorizationFailed, name: "secret")])
    #expect(state.layout.topics.map(\.name) == ["a"])
    #expect(report.missing == [.init(fact: .topic, reason: .unauthorized): 1])
  }

  @Test func anAnswerThatSaysNothingOfTopicsChangesNothing() throws {
    var state = ClusterState()
    try state.take([.of("a", count: 1)])
    var report = CollectionReport()
    state.take(try Wire.reading(MetadataResponse()), at: .seconds(2), patience: .seconds(70), &report)
    #expect(state.layout.topics.count == 1)
    #expect(state.topicsObserved == .seconds(1))
    #expect(report.failure != nil)
  }

  @Test(arguments: [
    MetadataResponse.Topic(errorCode: .unknownServerError, name: "b"), .of("b", partitions: [0, 2]),
  ])
  func aTopicThatCanNotBeDescribedAnyMoreStaysAsItWasUntilItIsTooOld(_ answer: MetadataResponse.Topic) throws {
    var state = ClusterState()
    try state.take([.of("b", count: 2), .of("c", count: 1)], at: .seconds(1))
    state.partitions.logEnd.offsets = [41, 42, 43]
    let before = state
    // Another topic comes, so that the layout is another, and then nothing changes.
    for moment in [2.0, 71] {
      let report = try state.take([.of("a", count: 1), answer, .of("c", count: 1)], at: .seconds(moment))
      #expect(state.layout.topics.map(\.name) == ["a", "b", "c"])
      #expect(state.partitions.logEnd.offsets == [-1, 41, 42, 43])
      #expect(state.partitions.leader[1...2] == before.partitions.leader[0...1])
      #expect(state.partitions.replicas[1...2] == before.partitions.replicas[0...1])
      #expect(state.replicasOfBroker == before.replicasOfBroker, "counts without some of the topics would be too low")
      #expect(report.missing == [.init(fact: .topic, reason: .stale): 1])
    }
    let report = try state.take([.of("a", count: 1), answer, .of("c", count: 1)], at: .seconds(72))
    #expect(state.layout.topics.map(\.name) == ["a", "c"])
    #expect(state.partitions.logEnd.offsets == [-1, 43])
    #expect(report.missing.values.reduce(0, +) == 1 && report.missing[.init(fact: .topic, reason: .stale)] == nil)
    #expect(state.undescribed.isEmpty)
  }

  @Test func aTopicThatCanNotBeDescribedAndIsAnotherNowDoesNotStay() throws {
    var state = ClusterState()
    try state.take([.of("b", id: .number(1), count: 2)])
    try state.take([.init(errorCode: .unknownServerError, name: "b", topicId: .number(2))])
    #expect(state.layout.topics.isEmpty)
  }

  @Test func aDeletedTopicDoesNotStay() throws {
    var state = ClusterState()
    try state.take([.of("b", count: 2)])
    let report = try state.take([.init(errorCode: .unknownTopicOrPartition, name: "b")])
    #expect(state.layout.topics.isEmpty && report.missing.isEmpty)
  }

  @Test func aTopicThatAnAnswerHasTwiceIsTheFirstOne() throws {
    var state = ClusterState()
    try state.take([.of("b", count: 1)])
    try state.take([.of("b", count: 3), .of("b", count: 2)])
    #expect(state.layout.topics.map(\.partitionCount) == [3])
    #expect(state.undescribed.isEmpty)
  }
}
