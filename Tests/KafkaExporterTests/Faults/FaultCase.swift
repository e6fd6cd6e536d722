import KafkaProtocol
import KafkaSimulator
import Testing

/// Something that goes wrong at one, some or all of three brokers, and what the exporter's page must say of it.
struct FaultCase: Sendable, CustomStringConvertible {
  enum Family: CaseIterable, Sendable {
    case everythingAtOneBroker
    case oneAPIAtOneBroker
    case everythingEverywhere
    case storms
    case listeners
    case mild

    var cases: [FaultCase] {
      switch self {
      case .everythingAtOneBroker: FaultCase.everythingAtOneBroker
      case .oneAPIAtOneBroker: FaultCase.oneAPIAtOneBroker
      case .everythingEverywhere: FaultCase.everythingEverywhere
      case .storms: FaultCase.storms
      case .listeners: FaultCase.listeners
      case .mild: FaultCase.mild
      }
    }
  }

  enum Kind: Sendable {
    case request(Fault, FaultScope)
    case listener(ListenerFault)
  }

  let description: String
  let kind: Kind
  /// Brokers whose own facts may be old while it lasts; those of the others are to be current.
  let broken: Set<Int32>
  /// A collector that must be seen to fail; nil where others answer instead.
  let failing: String?
  /// Whether it shows only on new connections.
  let isForNewConnections: Bool

  private init(_ name: String, _ kind: Kind, broken: Set<Int32>, failing: String?, isForNewConnections: Bool = false) {
    description = name
    self.kind = kind
    self.broken = broken
    self.failing = failing
    self.isForNewConnections = isForNewConnections
  }

  /// Ways to spoil any answer, each worse than late.
  private static let spoiling: [Fault] = [
    .noAnswer, .close, .slow(.seconds(2)), .outOfOrder, .stall, .breakOff, .wrongCorrelationID, .length(2_000_000_000), .length(-1),
    .garbage, .emptyFrame, .trailingGarbage, .error(.unknownServerError),
  ]

  private static let everywhere: Set<Int32> = [1, 2, 3]

  private static let everythingAtOneBroker = spoiling.map { fault in
    FaultCase("\(fault) in all of broker 2", .request(fault, FaultScope(broker: 2)), broken: [2], failing: "groups")
  }

  /// Each fault in another API of another broker; which faults do what in which API is BrokenAnswerTests' matter.
  private static let oneAPIAtOneBroker: [FaultCase] = {
    let apis: [(api: APIKey, failing: String?)] = [
      (.listGroups, "groups"), (.offsetFetch, "commits"), (.listOffsets, "log_end_offsets"), (.describeGroups, "groups"),
      (.metadata, nil), (.consumerGroupDescribe, "groups"), (.describeCluster, nil), (.describeQuorum, nil), (.apiVersions, "groups"),
    ]
    return spoiling.enumerated().map { index, fault in
      let (api, failing) = apis[index % apis.count]
      let broker = Int32(index % 3) + 1
      return FaultCase(
        "\(fault) in \(api) of broker \(broker)", .request(fault, FaultScope(broker: broker, api)), broken: [broker], failing: failing,
        isForNewConnections: api == .apiVersions)
    }
  }()

  private static let everythingEverywhere: [FaultCase] = [
    .noAnswer, .close, .slow(.seconds(2)), .length(2_000_000_000), .garbage, .error(.unknownServerError),
    .error(.clusterAuthorizationFailed),
  ].map { (fault: Fault) in
    FaultCase("\(fault) in all of all brokers", .request(fault, FaultScope()), broken: everywhere, failing: "cluster")
  }

  private static let storms = [
    FaultCase(
      "NOT_COORDINATOR from broker 2", .request(.error(.notCoordinator), FaultScope(broker: 2, apis: .ofCoordinators)), broken: [2],
      failing: "commits"),
    FaultCase(
      "NOT_COORDINATOR from all", .request(.error(.notCoordinator), FaultScope(apis: .ofCoordinators)), broken: everywhere,
      failing: "commits"),
    FaultCase(
      "COORDINATOR_LOAD_IN_PROGRESS from all",
      .request(.error(.coordinatorLoadInProgress), FaultScope(apis: Set.ofCoordinators.union([.listGroups, .findCoordinator]))),
      broken: everywhere, failing: "commits"),
    FaultCase(
      "NOT_LEADER_OR_FOLLOWER from broker 2", .request(.error(.notLeaderOrFollower), FaultScope(broker: 2, apis: .ofLeaders)), broken: [2],
      failing: "log_end_offsets"),
    FaultCase(
      "NOT_LEADER_OR_FOLLOWER from all", .request(.error(.notLeaderOrFollower), FaultScope(apis: .ofLeaders)), broken: everywhere,
      failing: "log_end_offsets"),
    FaultCase(
      "no answer about the controller", .request(.noAnswer, FaultScope(.describeQuorum)), broken: everywhere, failing: "cluster"),
    FaultCase(
      "no controller", .request(.error(.brokerNotAvailable), FaultScope(.describeQuorum)), broken: [], failing: "cluster"),
    FaultCase(
      "topics that all brokers refuse to describe", .change(topicsRefused), broken: [], failing: "topics"),
  ]

  private static let listeners = [ListenerFault.deaf, .hangsUp, .hangsUpAfterFirstAnswer, .refuses].map { fault in
    FaultCase("\(fault) listener of broker 2", .listener(fault), broken: [2], failing: "groups", isForNewConnections: true)
  }

  /// Nothing of it may make a difference.
  private static let mild = [
    FaultCase("answers that are late, but in time", .request(.slow(.milliseconds(10)), FaultScope()), broken: [], failing: nil),
    FaultCase("a throttled client", .request(.throttle(.milliseconds(10)), FaultScope(broker: 2)), broken: [], failing: nil),
    FaultCase(
      "a client that is throttled for longer than it waits", .request(.throttle(.seconds(2)), FaultScope(broker: 2)), broken: [2],
      failing: "groups"),
  ]

  /// `orders` with an error of its own.
  private static let topicsRefused = AnswerChange(MetadataRequest.self) { _, _, answer in
    for index in answer.topics.indices where answer.topics[index].name == "orders" {
      answer.topics[index].errorCode = .unknownServerError
      answer.topics[index].partitions = []
    }
  }
}

extension FaultCase.Kind {
  static func change(_ change: AnswerChange) -> Self { .request(.change(change), FaultScope()) }
}
