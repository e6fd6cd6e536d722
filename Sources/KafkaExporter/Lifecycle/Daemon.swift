import Transport

/// The running exporter: clusters being polled, pages being served, until it is told to stop.
///
/// It starts without Kafka and is not ended by Kafka: only the port it should listen on can keep it from starting.
package actor Daemon {
  private var configuration: Configuration
  private let version: String
  private let logger: Logger
  private let loop: EventLoop
  private let store: PageStore
  private let publisher: Publisher
  private let server: HTTPServer
  private var clusters: [ClusterRuntime] = []

  /// The port that is served, also when the configuration left the choice to the system.
  package nonisolated var port: UInt16 { server.port }

  /// Starts serving. Polling starts with `start`.
  ///
  /// - Throws: `HTTPServerError` when the address can't be listened on, `TransportError` when the system has no thread for the event loop.
  package init(_ configuration: Configuration, version: String, logger: Logger) throws {
    self.configuration = configuration
    self.version = version
    self.logger = logger
    let counter = HTTPRequestCounter()
    let clock = MonotonicClock()
    let unixTime = WallClock.unixSeconds
    loop = try EventLoop(name: "kafka")
    var facts = ExporterFacts()
    facts.version = version
    store = PageStore(settings: configuration.page, exporter: facts) { clock.now.seconds(since: Moment(milliseconds: 0)) }
    publisher = Publisher(store: store, version: version, started: unixTime(), counter: counter)
    let endpoints = Endpoints(
      pages: store, status: publisher, rules: ReadinessRules(configuration), counter: counter, now: unixTime)
    server = try HTTPServer(
      on: configuration.listen, limits: configuration.http, log: { line in logger.debug("http", ["detail": line]) },
      handler: { endpoints.respond(to: $0) })
  }

  /// Starts polling every configured cluster.
  package func start() async {
    await run(configuration)
    logger.info("serving", ["version": version, "address": configuration.listen.description, "port": Int(port)])
  }

  /// Puts another configuration into effect, as far as a running daemon can; clusters that did not change go on undisturbed.
  package func reload(_ next: Configuration) async {
    let change = ConfigurationChange(from: configuration, to: next)
    for path in change.needRestart { logger.warning("takes effect only at the next start", ["setting": path]) }
    logger.configure(change.effective.log)
    store.use(change.effective.page)
    await run(change.effective)
    logger.info("configuration reloaded", ["clusters": change.effective.clusters.count, "changed": change.isEffective])
  }

  /// Ends every connection and stops serving.
  package func stop() async {
    server.stop()
    for cluster in clusters { await cluster.stop() }
    clusters = []
    await loop.shutdown()
    logger.info("stopped")
  }

  private func run(_ next: Configuration) async {
    configuration = next
    let collects: Collectors =
      next.page.families.contains(PartitionFamilies.lastStableOffset) ? .everythingAndLastStableOffsets : .everything
    let old = clusters
    clusters = next.clusters.map { wanted in
      old.first { $0.configuration == wanted && $0.collects == collects }
        ?? ClusterRuntime(
          wanted, collects: collects, version: version, loop: loop, logger: logger, publisher: publisher,
          unixTime: WallClock.unixSeconds)
    }
    await publisher.use(clusters.map(\.announcement))
    for cluster in clusters { cluster.start() }
    for gone in old where !clusters.contains(where: { $0.ledger === gone.ledger }) { await gone.stop() }
  }
}

extension ReadinessRules {
  /// Metadata is recent when it is not older than three polls and the time that a failing one may take.
  fileprivate init(_ configuration: Configuration) {
    let ages = configuration.clusters.map { ($0.intervals.topics * 3 + $0.timeouts.request * 2).inSeconds }
    self.init(collector: TopicCollector.name, maximumAgeSeconds: ages.max() ?? 0)
  }
}
