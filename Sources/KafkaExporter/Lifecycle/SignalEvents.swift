import Glibc

/// What the daemon's main loop is told of signals.
package enum SignalEvent: Sendable, Equatable {
  case reload
  case stop
}

/// The system had no thread for the signals; `code` is pthread_create's error.
package struct SignalThreadError: Error, Equatable, CustomStringConvertible {
  package let code: Int32

  package var description: String {
    "cannot wait for signals: no thread could be started (error \(code))"
  }
}

extension BlockedSignals {
  /// Starts the thread that waits for signals, and returns what they ask for, in order. The second SIGTERM or SIGINT ends the process at once,
  /// also when nobody reads the events any more. Call it once; the thread lasts as long as the process.
  package func events() throws(SignalThreadError) -> AsyncStream<SignalEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: SignalEvent.self)
    let work = unsafe Unmanaged.passRetained(SignalWork(signals: self, continuation: continuation))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { work in
        guard let work = unsafe work else { return nil }
        unsafe Unmanaged<SignalWork>.fromOpaque(work).takeRetainedValue().run()
      }, work.toOpaque())
    guard code == 0 else {
      unsafe work.release()
      throw SignalThreadError(code: code)
    }
    pthread_detach(thread)
    return stream
  }
}

/// What the signal thread does, in a form that can be handed to it.
private final class SignalWork: Sendable {
  private let signals: BlockedSignals
  private let continuation: AsyncStream<SignalEvent>.Continuation

  init(signals: BlockedSignals, continuation: AsyncStream<SignalEvent>.Continuation) {
    self.signals = signals
    self.continuation = continuation
  }

  func run() -> Never {
    var policy = ShutdownPolicy()
    while true {
      switch policy.action(for: signals.next()) {
      case .reload: continuation.yield(.reload)
      case .stop: continuation.yield(.stop)
      case .exit(let code): _exit(code)
      case .ignore: continue
      }
    }
  }
}
