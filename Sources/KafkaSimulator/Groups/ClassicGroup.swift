import KafkaProtocol

/// The members of a group that shares out partitions by itself, as the coordinator sees them: Kafka's classic protocol.
///
/// A value that moves when members are heard or time passes; it never waits and knows no clock. Who must wait for an answer gets a ticket, and finds
/// the answer under it when the group has moved on. After a change `nextDeadline` may be due at once: the owner calls `advance` then.
///
/// Source: the protocol guide's "Group membership API", KIP-62, KIP-134, KIP-345, KIP-394, KIP-814.
struct ClassicGroup {
  typealias Ticket = UInt64

  enum State: String {
    case empty = "Empty"
    case preparingRebalance = "PreparingRebalance"
    case completingRebalance = "CompletingRebalance"
    case stable = "Stable"
  }

  enum Answer {
    case join(JoinGroupResponse)
    case sync(SyncGroupResponse)
  }

  /// What a request leads to: its answer at once, or a ticket for it.
  enum Outcome<Response> {
    case answer(Response)
    case wait(Ticket)
  }

  /// How the group waits for its members to join.
  struct JoinPhase {
    /// When it ends, whoever is missing.
    var deadline: Timestamp?
    /// The first rebalance of an empty group waits for members that may yet come (KIP-134).
    var isInitial = false
    /// How much longer an initial one may be put off.
    var remainingDelay = Duration.zero
    var sawNewMember = false
  }

  /// `group.initial.rebalance.delay.ms`
  let initialRebalanceDelay: Duration
  var state = State.empty
  var generation: Int32 = 0
  /// Nil until somebody joins; then it stays.
  var protocolType: String?
  /// What this generation agreed on.
  var protocolName: String?
  var leader: String?
  var members: [String: ClassicMember] = [:]
  /// Ids that were handed out to clients which have not come back with them yet, and until when they are kept (KIP-394).
  var pendingMembers: [String: Timestamp] = [:]
  var joinPhase = JoinPhase()
  /// When members that have not synced are given up.
  var syncDeadline: Timestamp?
  /// When residents do what is theirs to do: join, or sync when one of them leads.
  var residentsActAt: Timestamp?
  /// How long residents take for each of the two.
  var residentPause = Duration.zero
  private var answers: [Ticket: Answer] = [:]
  private var lastTicket: Ticket = 0

  init(initialRebalanceDelay: Duration) {
    self.initialRebalanceDelay = initialRebalanceDelay
  }

  // MARK: - Members

  /// The id of a static member that is in the group.
  func memberID(ofInstance instance: String) -> String? {
    members.values.first { $0.instanceID == instance }?.id
  }

  /// In the order of ids, so that answers are repeatable.
  var sortedMembers: [ClassicMember] { members.values.sorted { $0.id < $1.id } }

  /// Why a member is not who it says it is; nil when it is.
  func refusal(ofMember id: String, instance: String?) -> ErrorCode? {
    if let instance {
      guard let known = memberID(ofInstance: instance) else { return .unknownMemberId }
      if known != id { return .fencedInstanceId }
    }
    return members[id] == nil ? .unknownMemberId : nil
  }

  /// Whether a member wants the topic, as far as consumers say so.
  func isSubscribed(to topic: String) -> Bool {
    guard protocolType == "consumer" else { return false }
    return members.values.contains { member in
      let subscription = try? ConsumerProtocolSubscription.decode(prefixed: member.metadata(protocolName ?? "").span.rawBytes)
      return subscription?.topics.contains(topic) == true
    }
  }

  // MARK: - Answers

  var hasAnswers: Bool { !answers.isEmpty }

  mutating func makeTicket() -> Ticket {
    lastTicket += 1
    return lastTicket
  }

  mutating func leave(_ answer: Answer, for ticket: Ticket) {
    answers[ticket] = answer
  }

  mutating func takeAnswer(for ticket: Ticket) -> Answer? {
    answers.removeValue(forKey: ticket)
  }

  /// Whether an answer will come: none does for who asked again meanwhile.
  func isAwaited(_ ticket: Ticket) -> Bool {
    members.values.contains { $0.joinTicket == ticket || $0.syncTicket == ticket }
  }
}
