import Foundation
import Glibc
import KafkaExporter
import Testing

@Suite struct SignalEventsTests {
  @Test func signalsBecomeEventsAndTheSecondRequestToEndExits() async {
    await #expect(processExitsWith: .exitCode(143)) {
      let (threads, thread) = AsyncStream.makeStream(of: pthread_t.self)
      let (events, event) = AsyncStream.makeStream(of: SignalEvent.self)
      Thread {
        let signals = BlockedSignals()
        thread.yield(pthread_self())
        signals.deliver { event.yield($0) }
      }.start()
      // To the waiting thread alone: the test runner's other threads don't block the signals.
      var waiting = threads.makeAsyncIterator()
      let target = try #require(await waiting.next())
      var received = events.makeAsyncIterator()
      pthread_kill(target, SIGHUP)
      #expect(await received.next() == .reload)
      pthread_kill(target, SIGTERM)
      #expect(await received.next() == .stop)
      pthread_kill(target, SIGTERM)
      _ = await received.next()
    }
  }

  @Test func writingToAPeerThatIsGoneIsAnErrorAndNotTheEnd() async {
    await #expect(processExitsWith: .exitCode(9)) {
      _ = BlockedSignals()
      var ends: [Int32] = [0, 0]
      try #require(unsafe pipe(&ends) == 0)
      close(ends[0])
      let count = unsafe write(ends[1], "x", 1)
      exit(count == -1 && errno == EPIPE ? 9 : 1)
    }
  }
}
