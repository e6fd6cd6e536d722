import KafkaProtocol

/// The faults that are in force, as a value: which requests go wrong, how, and for how long.
///
/// All faults that fit a request apply to it, in the order in which they came into force.
package struct FaultTable: Sendable {
  /// Names a fault in force, to end it by.
  package struct ID: Hashable, Sendable {
    let number: UInt64
  }

  private struct Rule: Sendable {
    let id: ID
    let fault: Fault
    let scope: FaultScope
    var requestsLeft: Int
    let end: Timestamp
  }

  private struct ListenerRule: Sendable {
    let fault: ListenerFault
    let end: Timestamp
  }

  private var rules: [Rule] = []
  private var listeners: [Int32: ListenerRule] = [:]
  private var nextNumber: UInt64 = 0

  package init() {}

  /// Whether nothing goes wrong.
  package var isEmpty: Bool { rules.isEmpty && listeners.isEmpty }

  /// Puts a fault into force for the next `requests` that it fits, until the moment `end`; whichever comes first.
  @discardableResult
  package mutating func add(
    _ fault: Fault, to scope: FaultScope = FaultScope(), requests: Int = .max, until end: Timestamp = Timestamp(milliseconds: .max)
  ) -> ID {
    let id = ID(number: nextNumber)
    nextNumber += 1
    var scope = scope
    if case .change(let change) = fault { scope.apis = [change.api] }
    if requests > 0 { rules.append(Rule(id: id, fault: fault, scope: scope, requestsLeft: requests, end: end)) }
    return id
  }

  /// Lets a broker treat connections wrongly until the moment `end`; in place of how it treated them before.
  package mutating func set(_ fault: ListenerFault?, at broker: Int32, until end: Timestamp = Timestamp(milliseconds: .max)) {
    listeners[broker] = fault.map { ListenerRule(fault: $0, end: end) }
  }

  /// Ends one fault; one that has ended already stays so.
  package mutating func remove(_ id: ID) {
    rules.removeAll { $0.id == id }
  }

  /// Ends all faults.
  package mutating func removeAll() {
    rules = []
    listeners = [:]
  }

  /// What goes wrong with a request, which counts as one that the faults were for.
  mutating func take(for api: APIKey, _ context: RequestContext, at now: Timestamp) -> [Fault] {
    guard !rules.isEmpty else { return [] }
    rules.removeAll { $0.end <= now }
    var faults: [Fault] = []
    for index in rules.indices where rules[index].scope.contains(api, context) {
      faults.append(rules[index].fault)
      rules[index].requestsLeft -= 1
    }
    rules.removeAll { $0.requestsLeft == 0 }
    return faults
  }

  /// How a broker treats connections now, and until when; nil for as it should.
  func listener(of broker: Int32, at now: Timestamp) -> (fault: ListenerFault, end: Timestamp)? {
    guard let rule = listeners[broker], rule.end > now else { return nil }
    return (rule.fault, rule.end)
  }
}
