import KafkaProtocol
import Testing

@testable import KafkaSimulator

struct FaultTableTests {
  private static func context(broker: Int32 = 1, connection: UInt64 = 7) -> RequestContext {
    RequestContext(broker: broker, version: 0, connection: connection)
  }

  private let now = Timestamp(milliseconds: 1000)

  @Test(arguments: [
    (FaultScope(), true), (FaultScope(broker: 1), true), (FaultScope(broker: 2), false), (FaultScope(.metadata), true),
    (FaultScope(.fetch), false), (FaultScope(broker: 1, apis: [.fetch, .metadata]), true), (FaultScope(connection: 7), true),
    (FaultScope(connection: 8), false), (FaultScope(broker: 2, apis: [.metadata], connection: 7), false),
  ])
  func aFaultIsForTheRequestsThatFitItsScope(scope: FaultScope, isFor: Bool) {
    var table = FaultTable()
    table.add(.close, to: scope)
    #expect(table.take(for: .metadata, Self.context(), at: now).count == (isFor ? 1 : 0))
  }

  @Test func onlyRequestsThatFitCountAndTheFaultEndsWithTheLast() {
    var table = FaultTable()
    table.add(.close, to: FaultScope(.metadata), requests: 2)
    #expect(table.take(for: .fetch, Self.context(), at: now).isEmpty)
    #expect(table.take(for: .metadata, Self.context(), at: now).closes)
    #expect(table.take(for: .metadata, Self.context(), at: now).closes)
    #expect(table.take(for: .metadata, Self.context(), at: now).isEmpty)
    #expect(table.isEmpty)
  }

  @Test func aFaultForNoRequestIsNone() {
    var table = FaultTable()
    table.add(.close, requests: 0)
    #expect(table.isEmpty)
  }

  @Test func aFaultEndsAtItsMoment() {
    var table = FaultTable()
    table.add(.close, until: now + .milliseconds(10))
    table.set(.deaf, at: 1, until: now + .milliseconds(10))
    #expect(table.take(for: .metadata, Self.context(), at: now + .milliseconds(9)).closes)
    #expect(table.listener(of: 1, at: now + .milliseconds(9)) != nil)
    #expect(table.take(for: .metadata, Self.context(), at: now + .milliseconds(10)).isEmpty)
    #expect(table.listener(of: 1, at: now + .milliseconds(10)) == nil)
    #expect(table.listener(of: 2, at: now) == nil)
  }

  @Test func allFaultsThatFitApplyInOrder() {
    var table = FaultTable()
    table.add(.slow(.milliseconds(5)))
    table.add(.error(.notCoordinator))
    table.add(.slow(.milliseconds(6)))
    table.add(.error(.notController))
    let faults = table.take(for: .metadata, Self.context(), at: now)
    #expect(faults.delay == .milliseconds(11))
    #expect(faults.refusal?.code == .notCoordinator)
  }

  @Test func oneFaultCanBeEndedAndTheOthersGoOn() {
    var table = FaultTable()
    let slow = table.add(.slow(.milliseconds(5)))
    table.add(.close)
    table.remove(slow)
    #expect(table.take(for: .metadata, Self.context(), at: now).count == 1)
    table.set(.refuses, at: 2)
    table.removeAll()
    #expect(table.isEmpty)
  }

  @Test func aChangeIsForItsOwnAPIWhateverTheScopeSays() {
    var table = FaultTable()
    table.add(.change(AnswerChange(MetadataRequest.self) { _, _, _ in }), to: FaultScope(broker: 1))
    #expect(table.take(for: .fetch, Self.context(), at: now).isEmpty)
    #expect(table.take(for: .metadata, Self.context(), at: now).count == 1)
  }
}
