import KafkaProtocol
import Testing

struct CodeTests {
  @Test(
    arguments: [
      (ErrorCode.none, 0, "NONE", false),
      (.unknownServerError, -1, "UNKNOWN_SERVER_ERROR", false),
      (.unknownTopicOrPartition, 3, "UNKNOWN_TOPIC_OR_PARTITION", true),
      (.notLeaderOrFollower, 6, "NOT_LEADER_OR_FOLLOWER", true),
      (.coordinatorLoadInProgress, 14, "COORDINATOR_LOAD_IN_PROGRESS", true),
      (.notCoordinator, 16, "NOT_COORDINATOR", true),
      (.topicAuthorizationFailed, 29, "TOPIC_AUTHORIZATION_FAILED", false),
      (.unsupportedVersion, 35, "UNSUPPORTED_VERSION", false),
      (.groupIdNotFound, 69, "GROUP_ID_NOT_FOUND", false),
      (.unknownTopicId, 100, "UNKNOWN_TOPIC_ID", true),
    ] as [(ErrorCode, Int16, String, Bool)])
  func errorCodesHaveKafkasNumberNameAndClass(code: ErrorCode, number: Int16, name: String, isRetriable: Bool) {
    #expect(code.rawValue == number)
    #expect(code.name == name)
    #expect(code.isRetriable == isRetriable)
  }

  @Test func anUnknownErrorCodeKeepsItsNumber() {
    #expect("\(ErrorCode(rawValue: 1234))" == "UNKNOWN_ERROR_CODE(1234)")
    #expect(!ErrorCode(rawValue: 1234).isRetriable)
  }

  @Test(
    arguments: [
      (APIKey.metadata, 8, 1, 0), (.metadata, 9, 2, 1), (.apiVersions, 2, 1, 0), (.apiVersions, 3, 2, 0), (.saslHandshake, 1, 1, 0),
      (.describeCluster, 0, 2, 1), (.describeLogDirs, 1, 1, 0), (.describeLogDirs, 2, 2, 1), (APIKey(rawValue: 777), 5, 1, 0),
    ] as [(APIKey, Int16, Int16, Int16)])
  func headersFollowTheAPIAndItsVersion(key: APIKey, version: Int16, request: Int16, response: Int16) {
    #expect(key.requestHeaderVersion(version) == request)
    #expect(key.responseHeaderVersion(version) == response)
  }

  @Test func anAPIHasKafkasName() {
    #expect("\(APIKey(rawValue: 3))" == "Metadata")
    #expect("\(APIKey.describeLogDirs)" == "DescribeLogDirs")
    #expect("\(APIKey(rawValue: 777))" == "API(777)")
  }
}
