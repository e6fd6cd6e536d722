import KafkaClient
import Synchronization
import Transport

/// One configured cluster at work: its client, its poller and the task that runs them, and its probe.
final class ClusterRuntime: Sendable {
  let configuration: ClusterConfiguration
  let collects: Collectors
  let ledger: RequestLedger
  private let client: KafkaClient
  private let poller: ClusterPoller
  private let probe: Probe?
  private let logger: Logger
  private let publisher: Publisher
  private let polling = Mutex<Task<Void, Never>?>(nil)

  init(
    _ configuration: ClusterConfiguration, collects: Collectors, version: String, loop: EventLoop, logger: Logger,
    publisher: Publisher, unixTime: @escaping @Sendable () -> Double
  ) {
    self.configuration = configuration
    self.collects = collects
    self.publisher = publisher
    let logger = configuration.name.map { logger.with("cluster", $0) } ?? logger
    self.logger = logger
    ledger = RequestLedger(cluster: configuration.name, unixTime: unixTime)
    let clientSettings = ClientSettings(configuration, version: version)
    client = KafkaClient(settings: clientSettings, loop: loop, observer: ledger)
    poller = ClusterPoller(
      configuration: configuration, client: client, ledger: ledger, collectors: collects.list(configuration.intervals), unixTime: unixTime)
    probe = configuration.probe.map { Probe($0, client: clientSettings, loop: loop, logger: logger) }
  }

  /// Starts polling and probing; the publisher must know this cluster by now. Further calls do nothing.
  func start() {
    polling.withLock { task in
      guard task == nil else { return }
      probe?.start()
      task = Task {
        var log = PollLog(logger, bootstrap: configuration.bootstrap)
        await poller.run { outcome in
          await publisher.publish(outcome, probe: probe?.facts, of: ledger)
          log.note(outcome, at: .now)
        }
      }
    }
  }

  /// What the publisher shows of it before its first poll.
  var announcement: Publisher.Cluster {
    Publisher.Cluster(
      bootstrap: configuration.bootstrap.map(\.description), name: configuration.name, ledger: ledger,
      page: ClusterPage(ClusterSnapshot(name: configuration.name)))
  }

  /// Ends the poll that runs, if one does, the probe and every connection.
  func stop() async {
    let task = polling.withLock { $0 }
    task?.cancel()
    await client.close()
    await task?.value
    await probe?.stop()
  }
}

extension ClientSettings {
  package init(_ configuration: ClusterConfiguration, version: String) {
    self.init(
      bootstrap: configuration.bootstrap, clientID: configuration.clientID, softwareVersion: version,
      connectTimeout: configuration.timeouts.connect, requestTimeout: configuration.timeouts.request,
      maximumFrameLength: configuration.limits.frameBytes, maximumInFlight: configuration.limits.requestsInFlight,
      // A broker that returns is to be seen within a poll or two.
      reconnect: Backoff(initial: .milliseconds(100), maximum: min(max(configuration.interval, .seconds(1)), .seconds(10))))
  }
}
