import KafkaProtocol
import Testing

@testable import KafkaExporter

struct ConsumerProtocolBytesTests {
  private let layout = TopicLayout.of(("a", 3), ("b", 2))

  private func member(_ subscription: [UInt8], _ assignment: [UInt8]) -> DescribeGroupsResponse.DescribedGroupMember {
    .init(memberId: "m", memberMetadata: subscription, memberAssignment: assignment)
  }

  private func subscription(version: Int16) throws -> [UInt8] {
    try ConsumerProtocolSubscription(topics: ["a", "b"]).encodePrefixed(version: version)
  }

  private func assignment(version: Int16) throws -> [UInt8] {
    try ConsumerProtocolAssignment(assignedPartitions: [.init(topic: "a", partitions: [0, 2])]).encodePrefixed(version: version)
  }

  @Test(arguments: 0...3 as ClosedRange<Int16>) func everyVersionIsRead(version: Int16) throws {
    let bytes = ConsumerProtocolBytes(member(try subscription(version: version), try assignment(version: version)))
    #expect(bytes.subscription == ["a", "b"])
    #expect(bytes.assignment?.map(\.topic) == ["a"])
    #expect(bytes.assignment?.map(\.partitions) == [[0, 2]])
  }

  @Test func aVersionOfTheFutureIsReadAsFarAsItIsKnown() throws {
    var bytes = try assignment(version: 3)
    bytes[1] = 9
    #expect(ConsumerProtocolBytes(member([], bytes + [1, 2, 3])).assignment?.map(\.topic) == ["a"])
  }

  @Test func noBytesAreNoTopics() {
    let bytes = ConsumerProtocolBytes(member([], []))
    #expect(bytes.subscription == [])
    #expect(bytes.assignment?.isEmpty == true)
  }

  @Test(arguments: [[0], [0, 0, 127, 255, 255, 255], [255, 255, 0, 0, 0, 0], Array("{\"json\": true}".utf8)] as [[UInt8]])
  func bytesOfSomethingElseAreUnknownAndNotEmpty(garbage: [UInt8]) {
    let bytes = ConsumerProtocolBytes(member(garbage, garbage))
    #expect(bytes.subscription == nil)
    #expect(bytes.assignment == nil)
  }

  @Test func bytesCutShortAnywhereNeverTrap() throws {
    let (subscription, assignment) = (try subscription(version: 1), try assignment(version: 1))
    for end in 1..<assignment.count { #expect(ConsumerProtocolBytes(member([], Array(assignment[..<end]))).assignment == nil) }
    for end in 1..<subscription.count { _ = ConsumerProtocolBytes(member(Array(subscription[..<end]), [])) }
  }

  @Test func aGroupIsWholeOnlyWhenAllItsMembersCanBeRead() throws {
    let good = member(try subscription(version: 1), try assignment(version: 1))
    func description(_ protocolType: String, _ members: [DescribeGroupsResponse.DescribedGroupMember]) throws -> GroupDescription {
      try DescribeGroupsResponse.DescribedGroup(groupId: "g", groupState: "Stable", protocolType: protocolType, members: members)
        .described(in: layout).description.get()
    }
    #expect(try description("consumer", [good]).isAssignmentKnown)
    #expect(try description("consumer", [good]).isSubscriptionKnown)
    #expect(try !description("consumer", [good, member([], [1])]).isAssignmentKnown)
    #expect(try !description("consumer", [good, member([1], [])]).isSubscriptionKnown)
    // What workers of Kafka Connect write looks alike, and is not.
    let connect = try description("connect", [good])
    #expect(!connect.isAssignmentKnown)
    #expect(!connect.isSubscriptionKnown)
    #expect(connect.assignments.isEmpty)
    #expect(try description("connect", []).isAssignmentKnown)
  }
}
