import KafkaExporter
import Testing

@Suite struct TransitionLogTests {
  private let start = ContinuousClock.now

  @Test func onlyTheFirstFailureAndTheFirstSuccessAfterItAreLogged() {
    var log = TransitionLog<Int>()
    #expect(log.record(1, succeeded: true, at: start) == nil)
    #expect(log.record(1, succeeded: false, at: start + .seconds(10)) == .broke)
    #expect(log.isBroken(1))
    #expect(log.record(1, succeeded: false, at: start + .seconds(20)) == nil)
    #expect(log.record(1, succeeded: false, at: start + .seconds(30)) == nil)
    #expect(log.record(1, succeeded: true, at: start + .seconds(40)) == .returned(brokenFor: .seconds(30), failures: 3))
    #expect(log.record(1, succeeded: true, at: start + .seconds(50)) == nil)
    #expect(log.record(1, succeeded: false, at: start + .seconds(60)) == .broke)
  }

  @Test func subjectsAreApart() {
    var log = TransitionLog<String>()
    #expect(log.record("a", succeeded: false, at: start) == .broke)
    #expect(log.record("b", succeeded: true, at: start) == nil)
    #expect(log.record("b", succeeded: false, at: start) == .broke)
  }

  @Test func aForgottenSubjectStartsAnew() {
    var log = TransitionLog<Int>()
    _ = log.record(1, succeeded: false, at: start)
    log.keepOnly { $0 != 1 }
    #expect(!log.isBroken(1))
    #expect(log.record(1, succeeded: true, at: start) == nil)
  }
}
