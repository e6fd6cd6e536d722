/// A signal that the daemon acts on (signal(7)).
package enum DaemonSignal: Sendable, Equatable, CaseIterable {
  /// SIGTERM: what service managers send.
  case terminate
  /// SIGINT: Ctrl-C.
  case interrupt
  /// SIGHUP: read the configuration again.
  case hangUp
}

/// What to do about signals, given those that came before.
package struct ShutdownPolicy: Sendable, Equatable {
  package enum Action: Sendable, Equatable {
    case reload
    /// End in good order.
    case stop
    /// End at once, without any order.
    case exit(code: Int32)
    case ignore
  }

  private var isStopping = false

  package init() {}

  /// The second request to end is impatience with the first. Exit codes are the shell's for the signal: 128 and its number.
  package mutating func action(for signal: DaemonSignal) -> Action {
    switch (signal, isStopping) {
    case (.hangUp, false): return .reload
    case (.hangUp, true): return .ignore
    case (.terminate, false), (.interrupt, false):
      isStopping = true
      return .stop
    case (.terminate, true): return .exit(code: 143)
    case (.interrupt, true): return .exit(code: 130)
    }
  }
}
