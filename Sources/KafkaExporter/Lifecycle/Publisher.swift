import Synchronization

/// Brings the clusters' snapshots together into one page, and tells the landing page and readiness how things stand.
///
/// Rendering happens here, on the publisher's turn, one publication at a time; who asks for a page or for the status never waits for it.
actor Publisher: StatusProvider {
  private let store: PageStore
  private let version: String
  private let counter: HTTPRequestCounter
  private let processReader = ProcessReader()

  /// By position in the configuration.
  private var clusters: [Cluster] = []
  private let published: Mutex<DaemonStatus>

  struct Cluster: Sendable {
    let bootstrap: [String]
    let name: String?
    let ledger: RequestLedger
    var page: ClusterPage
    var pollsSkipped: UInt64 = 0
  }

  init(store: PageStore, version: String, started: Double, counter: HTTPRequestCounter) {
    self.store = store
    self.version = version
    self.counter = counter
    published = Mutex(DaemonStatus(version: version, started: started, clusters: []))
  }

  nonisolated var status: DaemonStatus { published.withLock { $0 } }

  /// Takes the clusters of a configuration, in its order; what was known of one that stays is kept.
  func use(_ next: [Cluster]) {
    clusters = next.map { new in
      guard let old = clusters.first(where: { $0.ledger === new.ledger }) else { return new }
      return old
    }
    publish()
  }

  /// Takes a cluster's next snapshot and what its probe measured; those of a cluster that is no longer configured are dropped.
  func publish(_ outcome: ClusterPoller.Outcome, probe: ProbeFacts?, of ledger: RequestLedger) {
    guard let index = clusters.firstIndex(where: { $0.ledger === ledger }) else { return }
    var snapshot = outcome.snapshot
    snapshot.probe = probe
    clusters[index].page = ClusterPage(snapshot)
    clusters[index].pollsSkipped = outcome.pollsSkipped
    publish()
  }

  private func publish() {
    var facts = ExporterFacts()
    facts.version = version
    facts.process = processReader.read()
    facts.httpRequests = counter.snapshot
    for cluster in clusters {
      cluster.ledger.add(to: &facts)
      facts.pollsSkipped[cluster.name, default: 0] += cluster.pollsSkipped
    }
    store.publish(clusters: clusters.map(\.page), exporter: facts)
    let states = clusters.map { cluster in
      let hasPolled = cluster.page.snapshot.collectors.contains { $0.succeeded != nil }
      return hasPolled
        ? ClusterStatus(cluster.page.snapshot, bootstrap: cluster.bootstrap)
        : ClusterStatus(name: cluster.name, bootstrap: cluster.bootstrap)
    }
    published.withLock { $0.clusters = states }
  }
}
