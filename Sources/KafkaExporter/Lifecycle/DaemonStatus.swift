/// Where the landing page and readiness get the daemon's state from. It answers at once and never asks a broker.
package protocol StatusProvider: Sendable {
  var status: DaemonStatus { get }
}

/// The daemon's state at one moment, as people see it.
package struct DaemonStatus: Sendable, Equatable {
  package var version: String
  /// Unix seconds at which the daemon started.
  package var started: Double
  /// One for every configured cluster, also for those that were never reached.
  package var clusters: [ClusterStatus]

  package init(version: String, started: Double, clusters: [ClusterStatus]) {
    self.version = version
    self.started = started
    self.clusters = clusters
  }
}

/// A configured cluster's state. Counts are nil until they are known.
package struct ClusterStatus: Sendable, Equatable {
  /// The configured name; nil when only one cluster is configured.
  package var name: String?
  /// Kafka's own id.
  package var clusterID: String?
  /// As configured: `localhost:9092`.
  package var bootstrap: [String]
  /// Why the cluster can't be read now, without its name and addresses: `connection refused`. Nil while metadata is read.
  package var failure: String?
  package var brokersTotal: Int?
  /// Brokers whose last request was answered in time.
  package var brokersUp: Int?
  package var topics: Int?
  package var partitions: Int?
  package var groups: Int?
  package var collectors: [CollectorFacts]
  /// Unix seconds at which the snapshot that is served was made; nil before the first.
  package var snapshotTimestamp: Double?

  package init(
    name: String? = nil, clusterID: String? = nil, bootstrap: [String], failure: String? = nil, brokersTotal: Int? = nil,
    brokersUp: Int? = nil, topics: Int? = nil, partitions: Int? = nil, groups: Int? = nil, collectors: [CollectorFacts] = [],
    snapshotTimestamp: Double? = nil
  ) {
    self.name = name
    self.clusterID = clusterID
    self.bootstrap = bootstrap
    self.failure = failure
    self.brokersTotal = brokersTotal
    self.brokersUp = brokersUp
    self.topics = topics
    self.partitions = partitions
    self.groups = groups
    self.collectors = collectors
    self.snapshotTimestamp = snapshotTimestamp
  }

  /// What a snapshot tells of its cluster.
  /// - Parameter failure: why the last attempt to read the cluster failed; nil when it didn't.
  package init(_ snapshot: ClusterSnapshot, bootstrap: [String], failure: String? = nil) {
    let hasMetadata = snapshot.brokers != nil
    self.init(
      name: snapshot.name, clusterID: snapshot.clusterID, bootstrap: bootstrap, failure: failure,
      brokersTotal: snapshot.brokers?.count { $0.isRegistered }, brokersUp: snapshot.brokers?.count { $0.isUp == true },
      topics: hasMetadata ? snapshot.layout.topics.count : nil, partitions: hasMetadata ? snapshot.layout.partitionCount : nil,
      groups: hasMetadata ? snapshot.groups.count : nil, collectors: snapshot.collectors, snapshotTimestamp: snapshot.timestamp)
  }
}
