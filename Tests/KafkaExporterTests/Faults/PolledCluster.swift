import KafkaClient
import KafkaProtocol
import KafkaSimulator
import TestBrokers
import TestSupport
import Testing
import Transport

@testable import KafkaExporter

/// The exporter's whole way from a simulated cluster to its page, one poll at a time.
struct PolledCluster: Sendable {
  let cluster: TestCluster
  let poller: ClusterPoller
  private let ledger: RequestLedger

  /// For tests in which requests time out; the others have time.
  static let shortTimeout = Duration.milliseconds(300)
  private static let turns = Turns(4)

  static func run(
    versions: BrokerVersions? = nil, speaksConsumerProtocol: Bool = true, requestTimeout: Duration = .seconds(5),
    configure: (inout ClusterConfiguration) -> Void = { _ in },
    _ body: (PolledCluster) async throws -> Void
  ) async throws {
    try await turns.take { try await runNow(versions, speaksConsumerProtocol, requestTimeout, configure, body) }
  }

  private static func runNow(
    _ versions: BrokerVersions?, _ speaksConsumerProtocol: Bool, _ requestTimeout: Duration,
    _ configure: (inout ClusterConfiguration) -> Void,
    _ body: (PolledCluster) async throws -> Void
  ) async throws {
    let cluster = try await TestCluster(versions: versions, speaksConsumerProtocol: speaksConsumerProtocol)
    var configuration = ClusterConfiguration(bootstrap: cluster.bootstrap)
    configuration.topics.includesInternal = false
    configuration.timeouts.request = requestTimeout
    configuration.timeouts.connect = requestTimeout * 5 / 6
    configure(&configuration)
    var settings = ClientSettings(configuration, version: "1")
    settings.reconnect = Backoff(initial: .milliseconds(20), maximum: .milliseconds(100))
    let loop = try EventLoop(name: "client")
    let ledger = RequestLedger(cluster: nil) { 1_700_000_000 }
    let client = KafkaClient(settings: settings, loop: loop, observer: ledger)
    let poller = ClusterPoller(
      configuration: configuration, client: client, ledger: ledger, collectors: Collectors.everything.list(configuration.intervals)
    ) { 1_700_000_000 }
    var failure: (any Error)?
    do { try await body(PolledCluster(cluster: cluster, poller: poller, ledger: ledger)) } catch { failure = error }
    await client.close()
    await loop.shutdown()
    await cluster.close()
    if let failure { throw failure }
  }

  /// One poll of everything, its page checked for what no page may have.
  func poll(sourceLocation: SourceLocation = #_sourceLocation) async throws -> View {
    let snapshot = await poller.poll(everything: true).snapshot
    let view = View(snapshot: snapshot, page: try page(of: snapshot))
    view.expectSound(sourceLocation: sourceLocation)
    return view
  }

  /// Polls until nothing is missing and every collector succeeds.
  func pollUntilWhole(sourceLocation: SourceLocation = #_sourceLocation) async throws -> View {
    try await eventually(within: .seconds(5), "everything is collected again") {
      let view = try await poll(sourceLocation: sourceLocation)
      return view.isWhole ? view : nil
    }
  }

  private func page(of snapshot: ClusterSnapshot) throws -> PrometheusPage {
    let store = PageStore(settings: PageSettings(families: .all)) { 0 }
    var facts = ExporterFacts()
    ledger.add(to: &facts)
    store.publish(clusters: [ClusterPage(snapshot)], exporter: facts)
    return try PrometheusPage.parse(String(decoding: store.page(.text, .identity).bytes, as: UTF8.self))
  }
}

/// What a poll came to: the snapshot, and the page made of it.
struct View: Sendable {
  let snapshot: ClusterSnapshot
  let page: PrometheusPage

  /// By fact and reason.
  var missing: [String: Int] {
    Dictionary(uniqueKeysWithValues: snapshot.missing.map { ("\($0.fact) \($0.reason)", $0.count) })
  }

  /// Names of the collectors whose last run failed.
  var failed: Set<String> { Set(snapshot.collectors.filter { $0.succeeded == false }.map(\.name)) }

  func failure(of collector: String) -> String? { snapshot.collectors.first { $0.name == collector }?.failure }

  var groups: [String] { snapshot.groups.map(\.id) }

  /// Log end offsets by topic and partition, as the page has them.
  var ends: [[String]: Double] { page.values("kafka_topic_partition_log_end_offset", by: "topic", "partition") }

  /// Lag by group and partition of `orders`.
  var lags: [[String]: Double] { page.values("kafka_group_partition_lag", by: "group", "partition") }

  /// Brokers that the page calls up.
  var up: Set<String> {
    Set(page.samples("kafka_broker_up").filter { $0.value == 1 }.compactMap { $0.labels["broker"] })
  }

  /// The model's cluster, all of it, and nothing else.
  var isWhole: Bool {
    missing.isEmpty && failed.isEmpty && ends == Self.wholeEnds && lags == Self.wholeLags && up == ["1", "2", "3"]
  }

  static let wholeEnds: [[String]: Double] = Dictionary(
    uniqueKeysWithValues: [("orders", 6), ("payments", 3)].flatMap { topic, count in
      (0..<count).map { ([topic, "\($0)"], Double(1000 + $0)) }
    })

  static let wholeLags: [[String]: Double] = Dictionary(
    uniqueKeysWithValues: ["classic", "consumer", "empty"].flatMap { name in
      (1...3).flatMap { broker in (0..<6).map { (["\(name)-\(broker)", "\($0)"], Double(1000 - 10 * broker)) } }
    })

  /// The facts of one broker of the model: ends of what it leads, lags of what it coordinates.
  static func ends(ledBy broker: Int) -> [[String]: Double] {
    wholeEnds.filter { key, _ in (Int(key[1]) ?? 0) % 3 + 1 == broker }
  }

  static func lags(coordinatedBy broker: Int) -> [[String]: Double] {
    wholeLags.filter { key, _ in key[0].hasSuffix("-\(broker)") }
  }

  /// No value stands in for one that is not known, whatever went wrong.
  func expectSound(sourceLocation: SourceLocation) {
    for sample in page.samples where !sample.name.hasPrefix("kafka_exporter_") {
      #expect(sample.value.isFinite && sample.value >= 0, "\(sample.name) \(sample.labels)", sourceLocation: sourceLocation)
    }
    for (key, value) in ends {
      #expect(value == Self.wholeEnds[key] ?? value, "the end of \(key)", sourceLocation: sourceLocation)
    }
    for (fact, count) in missing {
      #expect(count > 0, "\(fact)", sourceLocation: sourceLocation)
    }
    let told = page.values("kafka_exporter_missing_facts", by: "fact", "reason")
    #expect(told.values.reduce(0, +) == Double(missing.values.reduce(0, +)), sourceLocation: sourceLocation)
  }
}
