import Glibc

/// The daemon's signals, kept from interrupting any thread so that one thread can wait for them: nothing ever runs in a signal handler.
package struct BlockedSignals: Sendable {
  /// Blocks the signals in this thread and in all that it starts from now on, and ignores SIGPIPE.
  ///
  /// Call it first in `main`, while there is one thread: a thread from before would still take the signals, and end the process.
  package init() {
    // A peer that is gone is an error of the write (EPIPE), not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    var signals = Self.set
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Waits until one of the signals comes.
  package func next() -> DaemonSignal {
    var signals = Self.set
    while true {
      var number: Int32 = 0
      guard unsafe sigwait(&signals, &number) == 0, let signal = DaemonSignal(number: number) else { continue }
      return signal
    }
  }

  private static var set: sigset_t {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in DaemonSignal.allCases {
      unsafe sigaddset(&signals, signal.number)
    }
    return signals
  }
}

extension DaemonSignal {
  package var number: Int32 {
    switch self {
    case .terminate: SIGTERM
    case .interrupt: SIGINT
    case .hangUp: SIGHUP
    }
  }

  package init?(number: Int32) {
    guard let signal = Self.allCases.first(where: { $0.number == number }) else { return nil }
    self = signal
  }
}
