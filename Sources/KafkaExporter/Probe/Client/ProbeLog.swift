import Synchronization

/// The probe's log lines: one when something stops working and one when it works again, never one a record.
final class ProbeLog: Sendable {
  /// What works or does not.
  enum Subject: Hashable, Sendable {
    case produce(broker: Int32)
    /// Sending within the broker's quota.
    case quota(broker: Int32)
    case read(partition: Int32)
    case commit(coordinator: Int32)
    case operation(ProbeOperation)

    /// Records and commits come so often that they can work every other time; success counts when nothing has failed for this long, so that this is not two
    /// lines a time. An operation that worked has worked.
    fileprivate var calm: Duration {
      switch self {
      case .produce, .quota, .read, .commit: .seconds(5)
      case .operation: .zero
      }
    }

    fileprivate var fields: LogFields {
      switch self {
      case .produce(let broker), .quota(let broker): ["operation": "produce", "broker": broker]
      case .read(let partition): ["operation": "read", "partition": partition]
      case .commit(let coordinator): ["operation": "commit", "broker": coordinator]
      case .operation(let operation): ["operation": operation.rawValue]
      }
    }
  }

  /// librdkafka says the same thing again and again: the same kind of it is logged once in this time.
  private static let pause = Duration.seconds(60)

  private struct State {
    var transitions = TransitionLog<Subject>()
    var lastFailure: [Subject: ContinuousClock.Instant] = [:]
    var said: [String: ContinuousClock.Instant] = [:]
  }

  let logger: Logger
  private let state = Mutex(State())

  init(_ logger: Logger) {
    self.logger = logger
  }

  func failed(_ subject: Subject, _ reason: String, at now: ContinuousClock.Instant = .now) {
    let isNew = state.withLock { state in
      state.lastFailure[subject] = now
      return state.transitions.record(subject, succeeded: false, at: now) != nil
    }
    if isNew { logger.warning("probe: does not work", subject.fields.adding(["reason": reason])) }
  }

  func succeeded(_ subject: Subject, at now: ContinuousClock.Instant = .now) {
    let transition = state.withLock { state -> TransitionLog<Subject>.Transition? in
      guard let last = state.lastFailure[subject], now - last >= subject.calm else { return nil }
      state.lastFailure[subject] = nil
      return state.transitions.record(subject, succeeded: true, at: now)
    }
    guard case .returned(let duration, let failures) = transition else { return }
    logger.info(
      "probe: works again", subject.fields.adding(["broken_seconds": Int(duration.inSeconds.rounded()), "failures": failures]))
  }

  /// A line of librdkafka's, with syslog's levels.
  func library(_ level: Int32, _ facility: String, _ text: String) {
    let now = ContinuousClock.now
    let isNew = state.withLock { state in
      if let last = state.said[facility], now - last < Self.pause { return false }
      state.said[facility] = now
      return true
    }
    // 3 is LOG_ERR, 4 LOG_WARNING (syslog(3)). Brokers that can't be reached are the poller's to report.
    let grade: LogLevel = isNew && level <= 3 ? .info : .debug
    logger.log(grade, "probe: librdkafka", ["facility": facility, "detail": text])
  }
}

/// What the probe does besides sending records: a closed set, the values of the label `operation`.
enum ProbeOperation: String, Sendable, CaseIterable {
  case createTopic = "create_topic"
  case addPartitions = "add_partitions"
  case reassign = "reassign_partitions"
  case electLeaders = "elect_leaders"
  case metadata
  case offsets
  case describeConfigs = "describe_configs"
  case produce
  case read
  case findCoordinator = "find_coordinator"
  case commit
}
