import KafkaExporter
import Testing

@Suite struct ShutdownPolicyTests {
  @Test(arguments: [
    ([DaemonSignal.terminate, .terminate], [ShutdownPolicy.Action.stop, .exit(code: 143)]),
    ([.interrupt, .interrupt], [.stop, .exit(code: 130)]),
    ([.interrupt, .terminate], [.stop, .exit(code: 143)]),
    ([.hangUp, .hangUp, .terminate], [.reload, .reload, .stop]),
    ([.terminate, .hangUp, .interrupt], [.stop, .ignore, .exit(code: 130)]),
  ])
  func theSecondRequestToEndEndsAtOnce(signals: [DaemonSignal], actions: [ShutdownPolicy.Action]) {
    var policy = ShutdownPolicy()
    #expect(signals.map { policy.action(for: $0) } == actions)
  }
}
