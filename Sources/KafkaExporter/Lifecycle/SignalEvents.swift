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
  /// Starts the thread that waits for signals, and returns what they ask for, in order. Call it once; the thread lasts as long as the process.
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

  /// Waits for signals in this thread and hands on what they ask for. The second SIGTERM or SIGINT ends the process at once, also when nobody acts on
  /// the first.
  package func deliver(to receive: (SignalEvent) -> Void) -> Never {
    var policy = ShutdownPolicy()
    while true {
      switch policy.action(for: next()) {
      case .reload: receive(.reload)
      case .stop: receive(.stop)
      case .exit(let code): _exit(code)
      case .ignore: continue
      }
    }
  }
}

/// What the signal thread does, in a form that C can hand to it.
private final class SignalWork: Sendable {
  private let signals: BlockedSignals
  private let continuation: AsyncStream<SignalEvent>.Continuation

  init(signals: BlockedSignals, continuation: AsyncStream<SignalEvent>.Continuation) {
    self.signals = signals
    self.continuation = continuation
  }

  func run() -> Never {
    signals.deliver { continuation.yield($0) }
  }
}
