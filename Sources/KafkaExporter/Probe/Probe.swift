import KafkaClient
import Synchronization
import Transport

/// The end-to-end probe of one cluster: a sender and a reader on threads of their own, and tasks that look after the topic and commit.
///
/// It has connections of its own, so that no poll waits for it and it waits for no poll.
final class Probe: Sendable {
  private let ledger: SharedLedger
  private let client: KafkaClient
  private let sender: ProbeSender
  private let reader: ProbeReader
  private let times: CommitTimes
  private let settings: ProbeSettings
  private let log: ProbeLog
  private let tasks = Mutex<[Task<Void, Never>]>([])

  init(_ settings: ProbeSettings, client clientSettings: ClientSettings, loop: EventLoop, logger: Logger) {
    self.settings = settings
    log = ProbeLog(logger)
    ledger = SharedLedger(ProbeLedger(bounds: settings.buckets, deadline: settings.deadline))
    times = CommitTimes()
    client = KafkaClient(settings: clientSettings, loop: loop, observer: times)
    let library = ProbeClientSettings(bootstrap: clientSettings.bootstrap, clientID: clientSettings.clientID, timeout: settings.timeout)
    sender = ProbeSender(settings, client: library, ledger: ledger, log: log)
    reader = ProbeReader(settings, client: library, ledger: ledger, log: log)
  }

  /// What was measured so far; never waits for a broker.
  var facts: ProbeFacts { ledger.facts(at: .now) }

  func start() {
    do {
      try reader.start()
      try sender.start()
    } catch {
      log.logger.error("probe: can't start", ["reason": "\(error)"])
      return
    }
    log.logger.info("probe: started", ["topic": settings.topic])
    tasks.withLock { tasks in
      tasks.append(
        Task { [settings, client, reader, sender, ledger, log] in
          var keeper = ProbeKeeper(settings, client: client, reader: reader, sender: sender, ledger: ledger, log: log)
          await keeper.run()
        })
      tasks.append(
        Task { [settings, client, times, reader, ledger, log] in
          var commits = CommitProbe(settings, client: client, times: times, reader: reader, ledger: ledger, log: log)
          await commits.run()
        })
    }
  }

  /// Returns when threads, tasks and connections have ended.
  func stop() async {
    let running = tasks.withLock { tasks in
      defer { tasks = [] }
      return tasks
    }
    for task in running { task.cancel() }
    await client.close()
    for task in running { await task.value }
    await sender.stop()
    await reader.stop()
  }
}
