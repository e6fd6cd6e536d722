import KafkaProtocol
import Testing

@testable import KafkaSimulator

/// The classic protocol's state machine, with the time in the test's hand.
struct ClassicGroupTests {
  @Test func aDynamicMemberIsSentAwayForAnIDFirst() throws {
    let driver = ClassicDriver()
    let refused = driver.join("a", version: 9)
    #expect(refused.answer?.errorCode == .memberIdRequired)
    let id = try #require(refused.answer?.memberId)
    #expect(driver.group.state == .empty)
    let ticket = try #require(driver.join("a", id: id, version: 9).ticket)
    #expect(driver.joined(ticket)?.memberId == id)
    #expect(driver.group.state == .completingRebalance)
  }

  @Test func anIDThatNobodyComesBackWithIsForgotten() throws {
    let driver = ClassicDriver()
    let id = try #require(driver.join("a", version: 9).answer?.memberId)
    driver.pass(.seconds(11))
    #expect(driver.join("a", id: id, version: 9).answer?.errorCode == .unknownMemberId)
  }

  @Test func theLeaderLearnsWhoThereIsAndTheOthersDoNot() throws {
    let driver = ClassicDriver(delay: .seconds(3))
    let first = try #require(driver.join("a").ticket)
    let second = try #require(driver.join("b").ticket)
    #expect(driver.joined(first) == nil, "the first rebalance waits for others")
    driver.pass(.seconds(6))
    let leader = try #require(driver.joined(first))
    let follower = try #require(driver.joined(second))
    #expect(leader.leader == leader.memberId && follower.leader == leader.memberId)
    #expect(leader.members.map(\.memberId) == [leader.memberId, follower.memberId].sorted())
    #expect(follower.members.isEmpty)
    #expect(leader.generationId == 1 && follower.generationId == 1)
  }

  @Test func theFirstRebalanceIsPutOffForEachNewcomerButNotForEver() throws {
    let driver = ClassicDriver(delay: .seconds(3))
    let first = try #require(driver.join("m0", rebalanceTimeout: 8_000).ticket)
    for newcomer in 1...3 {
      driver.pass(.seconds(2))
      #expect(driver.joined(first) == nil)
      _ = driver.join("m\(newcomer)", rebalanceTimeout: 8_000)
    }
    driver.pass(.seconds(2))
    #expect(driver.joined(first)?.members.count == 4, "after eight seconds, as long as a rebalance may take")
  }

  @Test func theLeadersAssignmentReachesEveryoneAndWhoWasForgottenGetsNothing() throws {
    let driver = try ClassicDriver(members: ["a", "b"])
    let follower = driver.sync("b")
    #expect(follower.answer == nil)
    _ = driver.sync("a", assignments: ["a": [1]])
    #expect(driver.group.state == .stable)
    #expect(driver.synced(try #require(follower.ticket)) == SyncGroupResponse(protocolType: "consumer", protocolName: "range"))
    #expect(driver.sync("a").answer?.assignment == [1], "who asks again is told again")
  }

  @Test func aNewcomerMakesTheOthersJoinAgain() throws {
    let driver = try ClassicDriver(stable: ["a"])
    let newcomer = try #require(driver.join("b").ticket)
    #expect(driver.heartbeat("a") == .rebalanceInProgress)
    #expect(driver.joined(newcomer) == nil)
    let old = try #require(driver.joinAgain("a").ticket)
    #expect(driver.joined(old)?.generationId == 2)
    #expect(driver.joined(newcomer)?.generationId == 2)
    #expect(driver.heartbeat("a", generation: 1) == .illegalGeneration)
  }

  @Test func whoDoesNotJoinAgainInTimeIsOut() throws {
    let driver = try ClassicDriver(stable: ["a", "b"])
    let newcomer = try #require(driver.join("c").ticket)
    _ = driver.joinAgain("b")
    driver.pass(.seconds(5))
    _ = driver.heartbeat("a")
    driver.pass(.seconds(6))
    let answer = try #require(driver.joined(newcomer))
    #expect(answer.generationId == 2)
    #expect(answer.leader == driver.ids["b"], "the leader is gone: another leads")
    #expect(driver.heartbeat("a", generation: 2) == .unknownMemberId)
  }

  @Test func whoJoinsButDoesNotSyncIsOut() throws {
    let driver = try ClassicDriver(members: ["a", "b"])
    _ = driver.sync("a", assignments: [:])
    driver.pass(.seconds(6))
    #expect(driver.heartbeat("a") == .none)
    #expect(driver.heartbeat("b") == .none)
    driver.pass(.seconds(5))
    #expect(driver.heartbeat("b") == .unknownMemberId)
    #expect(driver.heartbeat("a") == .rebalanceInProgress)
  }

  @Test func aSilentMemberIsGivenUpWhenItsSessionEndsAndNotBefore() throws {
    let driver = try ClassicDriver(stable: ["a", "b"])
    driver.pass(.seconds(9))
    #expect(driver.heartbeat("a") == .none)
    driver.pass(.milliseconds(999))
    #expect(driver.group.members.count == 2)
    driver.pass(.milliseconds(1))
    #expect(driver.group.members.keys.sorted() == [driver.ids["a"]])
    #expect(driver.group.state == .preparingRebalance)
  }

  @Test func theLastMemberLeavesAnEmptyGroupThatRemembersItsProtocol() throws {
    let driver = try ClassicDriver(stable: ["a"])
    #expect(driver.leave("a") == [.none])
    #expect(driver.group.state == .empty)
    #expect(driver.group.generation == 2)
    #expect(driver.group.protocolType == "consumer")
    #expect(driver.leave("a") == [.unknownMemberId])
  }

  @Test func aStaticMemberThatStartsAgainTakesItsPlaceWithoutARebalance() throws {
    let driver = try ClassicDriver(stable: ["a", "b"], isStatic: true)
    let old = try #require(driver.ids["b"])
    let answer = try #require(driver.join("b", instance: "b").answer)
    #expect(answer.errorCode == .none)
    #expect(answer.memberId != old)
    #expect(answer.generationId == 1)
    #expect(driver.group.state == .stable)
    #expect(driver.heartbeat("b", id: old, instance: "b") == .fencedInstanceId)
  }

  @Test(arguments: [Int16(5), 9])
  func aStaticLeaderThatStartsAgainAssignsNothing(version: Int16) throws {
    let driver = try ClassicDriver(stable: ["a", "b"], isStatic: true)
    let old = try #require(driver.ids["a"])
    let answer = try #require(driver.join("a", instance: "a", version: version).answer)
    #expect(answer.skipAssignment == (version >= 9))
    #expect(answer.leader == (version >= 9 ? answer.memberId : old))
    #expect(answer.members.count == (version >= 9 ? 2 : 0))
  }

  @Test func aStaticMemberThatIsSilentForAWhileStaysThroughRebalances() throws {
    let driver = try ClassicDriver(stable: ["a", "b"], isStatic: true)
    _ = driver.join("c", instance: "c")
    _ = driver.joinAgain("a", instance: "a")
    driver.pass(.seconds(9))
    #expect(driver.group.state == .preparingRebalance)
    _ = driver.heartbeat("b", instance: "b")
    driver.pass(.seconds(2))
    #expect(driver.group.generation == 2)
    #expect(driver.group.members.count == 3)
  }

  @Test func onlyAProtocolThatAllSpeakIsAgreedOn() throws {
    let driver = ClassicDriver(delay: .seconds(3))
    _ = driver.join("a", protocols: ["sticky", "range"])
    _ = driver.join("b", protocols: ["range", "roundrobin"])
    #expect(driver.join("c", protocols: ["roundrobin"]).answer?.errorCode == .inconsistentGroupProtocol)
    driver.pass(.seconds(6))
    #expect(driver.group.protocolName == "range")
  }

  @Test func commitsAreForMembersOfTheGenerationWhileThereAreMembers() throws {
    let driver = try ClassicDriver(stable: ["a"])
    #expect(driver.commit("a", generation: 1) == nil)
    #expect(driver.commit("a", generation: 0) == .illegalGeneration)
    #expect(driver.commit(nil, generation: -1) == .unknownMemberId)
    _ = driver.join("b")
    #expect(driver.commit("a", generation: 1) == nil, "who is asked to join again may commit first")
    _ = driver.joinAgain("a")
    #expect(driver.group.state == .completingRebalance)
    #expect(driver.commit("a", generation: 2) == .rebalanceInProgress)
    _ = driver.leave("a")
    _ = driver.leave("b")
    #expect(driver.commit(nil, generation: -1) == nil)
  }

  @Test func whoAsksAgainIsAnsweredOnceWithWhatItAskedLast() throws {
    let driver = try ClassicDriver(stable: ["a"])
    _ = driver.join("b")
    let lost = try #require(driver.join("b", id: driver.ids["b"]).ticket)
    let last = try #require(driver.join("b", id: driver.ids["b"]).ticket)
    #expect(!driver.group.isAwaited(lost))
    #expect(driver.group.isAwaited(last))
  }
}
