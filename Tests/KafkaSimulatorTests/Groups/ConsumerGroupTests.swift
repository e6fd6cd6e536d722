import KafkaProtocol
import Testing

@testable import KafkaSimulator

/// The state machine of KIP-848, with the time in the test's hand.
struct ConsumerGroupTests {
  @Test func theFirstMemberHasEverythingAtOnce() throws {
    let driver = try ConsumerDriver(partitions: 4)
    let answer = try driver.join("a")
    #expect(answer.memberEpoch == 2)
    #expect(driver.assigned(answer) == [0, 1, 2, 3])
    #expect(driver.group.state == .stable)
    #expect(try driver.heartbeat("a").assignment == nil, "nothing new is not told again")
  }

  @Test func partitionsAreGivenUpBeforeAnotherGetsThem() throws {
    let driver = try ConsumerDriver(partitions: 4)
    _ = try driver.join("a")
    driver.pass(.seconds(2))
    let newcomer = try driver.join("b")
    #expect(newcomer.memberEpoch == 3)
    #expect(driver.assigned(newcomer) == [])
    #expect(driver.group.state == .reconciling)
    let told = try driver.heartbeat("a")
    #expect(told.memberEpoch == 2, "it stays in its epoch until it has given up what it must")
    let kept = try #require(driver.assigned(told))
    #expect(kept.count == 2)
    #expect(try driver.assigned(driver.heartbeat("b")) == nil, "they are not free yet")
    #expect(try driver.heartbeat("a", owns: kept).memberEpoch == 3)
    let given = try #require(driver.assigned(try driver.heartbeat("b")))
    #expect(Set(given).union(kept) == [0, 1, 2, 3] && Set(given).isDisjoint(with: kept))
    #expect(driver.group.state == .stable)
  }

  @Test func whoDoesNotGiveUpInTimeIsFenced() throws {
    let driver = try ConsumerDriver(partitions: 4)
    _ = try driver.join("a", rebalanceTimeout: 20_000)
    driver.pass(.seconds(2))
    _ = try driver.join("b", rebalanceTimeout: 20_000)
    _ = try driver.heartbeat("a")
    driver.pass(.seconds(21))
    #expect(throws: Refusal(.unknownMemberId, "Member a is not a member of group group.")) { try driver.heartbeat("a") }
    #expect(try driver.assigned(driver.heartbeat("b")) == [0, 1, 2, 3])
  }

  @Test func changesInQuickSuccessionMakeOneAssignment() throws {
    let driver = try ConsumerDriver(partitions: 4)
    _ = try driver.join("a")
    _ = try driver.join("b")
    _ = try driver.join("c")
    #expect(driver.group.epoch == 4 && driver.group.assignmentEpoch == 2)
    #expect(driver.group.state == .assigning)
    driver.pass(.seconds(1))
    #expect(driver.group.state == .assigning, "only a heartbeat brings the next one about")
    _ = try driver.heartbeat("a")
    #expect(driver.group.assignmentEpoch == 4)
  }

  @Test func aSilentMemberIsGivenUpWhenItsSessionEndsAndNotBefore() throws {
    let driver = try ConsumerDriver(partitions: 2)
    _ = try driver.join("a")
    driver.pass(.milliseconds(44_999))
    #expect(driver.group.members.count == 1)
    driver.pass(.milliseconds(1))
    #expect(driver.group.state == .empty)
    #expect(driver.group.epoch == 3)
  }

  @Test(arguments: [(Int32(9), ErrorCode.fencedMemberEpoch), (2, .fencedMemberEpoch)])
  func anEpochThatIsNotTheMembersIsFenced(epoch: Int32, error: ErrorCode) throws {
    let driver = try ConsumerDriver(partitions: 2)
    _ = try driver.join("a")
    driver.pass(.seconds(2))
    try driver.topics.createTopic("more", partitions: 1)
    _ = try driver.heartbeat("a", topics: ["orders", "more"])
    driver.pass(.seconds(2))
    _ = try driver.heartbeat("a", topics: ["orders"])
    _ = try driver.heartbeat("a", owns: [0, 1])
    #expect(driver.group.members["a"]?.epoch == 4)
    let refusal = #expect(throws: Refusal.self) { try driver.heartbeat("a", epoch: epoch, owns: [0, 1]) }
    #expect(refusal?.code == error)
  }

  @Test func aMemberWhoseLastAnswerWasLostMayBeOneEpochBehind() throws {
    let driver = try ConsumerDriver(partitions: 2)
    _ = try driver.join("a")
    driver.pass(.seconds(2))
    try driver.topics.createTopic("more", partitions: 1)
    _ = try driver.heartbeat("a", topics: ["orders", "more"])
    #expect(try driver.heartbeat("a", epoch: 2, owns: [0]).memberEpoch == 3)
  }

  @Test func aStaticMemberKeepsItsPartitionsWhileItIsAway() throws {
    let driver = try ConsumerDriver(partitions: 4)
    _ = try driver.join("a", instance: "one")
    driver.pass(.seconds(2))
    #expect(throws: Refusal.self) { try driver.join("a2", instance: "one") }
    try driver.leave("a", epoch: -2, instance: "one")
    #expect(driver.group.members.count == 1)
    let back = try driver.join("a2", instance: "one")
    #expect(driver.assigned(back) == [0, 1, 2, 3])
    #expect(driver.group.epoch == 2, "nobody else had to move")
    #expect(throws: Refusal(.fencedInstanceId, "Static member a with instance id one was fenced by member a2.")) {
      try driver.heartbeat("a", epoch: 2, instance: "one")
    }
  }

  @Test func aTopicThatGrowsOrIsReplacedIsAssignedAnew() throws {
    let driver = try ConsumerDriver(partitions: 2)
    _ = try driver.join("a")
    driver.pass(.seconds(2))
    try driver.topics.deleteTopic("orders")
    try driver.topics.createTopic("orders", partitions: 3)
    _ = try driver.heartbeat("a")
    let answer = try driver.heartbeat("a", owns: [])
    #expect(driver.assigned(answer) == [0, 1, 2])
    #expect(answer.assignment?.topicPartitions.first?.topicId == driver.topics.topics["orders"]?.id)
  }

  @Test func aPatternSubscribesToTopicsThatComeLater() throws {
    let driver = try ConsumerDriver(partitions: 2)
    let joined = try driver.join("a", topics: [], pattern: "ord.*")
    #expect(driver.assigned(joined) == [0, 1])
    driver.pass(.seconds(2))
    try driver.topics.createTopic("ordinary", partitions: 1)
    try driver.topics.createTopic("other", partitions: 1)
    #expect(try driver.heartbeat("a").assignment?.topicPartitions.count == 2)
    let refusal = #expect(throws: Refusal.self) { try driver.join("b", topics: [], pattern: "(") }
    #expect(refusal?.code == .invalidRegularExpression)
  }

  @Test func commitsOfAnEarlierEpochAreTakenForWhatTheMemberHasHadSince() throws {
    let driver = try ConsumerDriver(partitions: 4)
    _ = try driver.join("a")
    driver.pass(.seconds(2))
    _ = try driver.join("b")
    let kept = try #require(driver.assigned(try driver.heartbeat("a")))
    _ = try driver.heartbeat("a", owns: kept)
    let given = try #require(driver.assigned(try driver.heartbeat("b")))
    #expect(driver.commit("a", epoch: 3, partition: kept[0]) == nil)
    #expect(driver.commit("a", epoch: 2, partition: kept[0]) == nil)
    #expect(driver.commit("a", epoch: 2, partition: given[0]) == .staleMemberEpoch)
    #expect(driver.commit("b", epoch: 2, partition: given[0]) == .staleMemberEpoch)
    #expect(driver.commit("a", epoch: 4, partition: kept[0]) == .staleMemberEpoch)
    #expect(driver.commit("x", epoch: 3, partition: kept[0]) == .unknownMemberId)
    #expect(driver.commit("a", epoch: 3, partition: kept[0], version: 8) == .unsupportedVersion)
  }
}
