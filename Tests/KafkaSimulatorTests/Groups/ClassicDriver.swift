import KafkaProtocol
import Testing

@testable import KafkaSimulator

/// Clients of a classic group, by short names, and the time.
final class ClassicDriver {
  private(set) var group: ClassicGroup
  private(set) var now = Timestamp(milliseconds: 1_000_000)
  /// The ids that members have, by name.
  private(set) var ids: [String: String] = [:]
  private var lastID = 0

  init(delay: Duration = .zero) {
    group = ClassicGroup(initialRebalanceDelay: delay)
  }

  /// All have joined, nobody has synced; the first leads.
  convenience init(members: [String], isStatic: Bool = false) throws {
    self.init(delay: .seconds(1))
    for name in members { _ = join(name, instance: isStatic ? name : nil) }
    pass(.seconds(2))
    try #require(group.state == .completingRebalance)
  }

  /// All have joined and synced.
  convenience init(stable members: [String], isStatic: Bool = false) throws {
    try self.init(members: members, isStatic: isStatic)
    for name in members { _ = sync(name, assignments: [:], instance: isStatic ? name : nil) }
    try #require(group.state == .stable)
  }

  func pass(_ duration: Duration) {
    now = now + duration
    group.advance(to: now) { _ in 1 }
  }

  /// - Parameter version: of the request; below 4 new members are taken as they come.
  func join(
    _ name: String, id: String? = nil, instance: String? = nil, version: Int16 = 3, protocols: [String] = ["range"],
    rebalanceTimeout: Int32 = 10_000
  ) -> Reply<JoinGroupResponse> {
    let request = JoinGroupRequest(
      groupId: "group", sessionTimeoutMs: 10_000, rebalanceTimeoutMs: rebalanceTimeout, memberId: id ?? "", groupInstanceId: instance,
      protocolType: "consumer", protocols: protocols.map { .init(name: $0, metadata: []) })
    lastID += 1
    let fresh = "\(name)-\(lastID)"
    let reply = Reply(group.join(request, from: RequestContext(broker: 1, version: version, clientID: name), at: now, freshID: fresh))
    group.advance(to: now) { _ in 1 }
    ids[name] = reply.answer.map(\.memberId) ?? id ?? fresh
    return reply
  }

  func joinAgain(_ name: String, instance: String? = nil) -> Reply<JoinGroupResponse> {
    join(name, id: ids[name], instance: instance)
  }

  func sync(_ name: String, assignments: [String: [UInt8]] = [:], instance: String? = nil) -> Reply<SyncGroupResponse> {
    let request = SyncGroupRequest(
      groupId: "group", generationId: group.generation, memberId: ids[name] ?? "", groupInstanceId: instance,
      assignments: assignments.map { .init(memberId: ids[$0.key] ?? "", assignment: $0.value) })
    return Reply(group.sync(request, at: now))
  }

  func heartbeat(_ name: String, id: String? = nil, instance: String? = nil, generation: Int32? = nil) -> ErrorCode {
    let request = HeartbeatRequest(
      groupId: "group", generationId: generation ?? group.generation, memberId: id ?? ids[name] ?? "", groupInstanceId: instance)
    return group.heartbeat(request, at: now)
  }

  func leave(_ name: String) -> [ErrorCode] {
    group.leave([.init(memberId: ids[name] ?? "")], at: now).map(\.errorCode)
  }

  func commit(_ name: String?, generation: Int32) -> ErrorCode? {
    let id = name.flatMap { ids[$0] } ?? ""
    return group.commit(OffsetCommitRequest(groupId: "group", generationIdOrMemberEpoch: generation, memberId: id), at: now)
  }

  /// The answer that lies ready under a ticket, if there is one.
  func joined(_ ticket: ClassicGroup.Ticket) -> JoinGroupResponse? {
    if case .join(let response) = group.takeAnswer(for: ticket) { response } else { nil }
  }

  func synced(_ ticket: ClassicGroup.Ticket) -> SyncGroupResponse? {
    if case .sync(let response) = group.takeAnswer(for: ticket) { response } else { nil }
  }
}

/// What a request led to: an answer at once, or a ticket for it.
struct Reply<Response> {
  var answer: Response?
  var ticket: ClassicGroup.Ticket?

  init(_ outcome: ClassicGroup.Outcome<Response>) {
    switch outcome {
    case .answer(let response): answer = response
    case .wait(let ticket): self.ticket = ticket
    }
  }
}
