/// Everything that was seen of one cluster, as it is served: immutable, made once a poll, and free of facts that are too old.
///
/// Nothing downstream of it knows that Kafka exists.
package struct ClusterSnapshot: Sendable {
  /// The configured name, the value of the `cluster` label; nil when only one cluster is configured, and there is no such label.
  package var name: String?
  /// Kafka's own id of the cluster; nil until a broker told it.
  package var clusterID: String?
  /// Broker id of the controller; nil when there is none.
  package var controller: Int32?
  /// Sorted by id. Nil before the first metadata answer, or when that is too old.
  package var brokers: [BrokerFacts]?
  package var layout: TopicLayout
  /// Whether the layout is what the metadata said, and not too old. False: nothing is known of topics, which is not the same as "there are none".
  package var hasTopics: Bool
  /// One for each topic of the layout.
  package var topics: [TopicFacts]
  package var partitions: PartitionColumns
  /// Sorted by the UTF-8 bytes of the ids.
  package var groups: [GroupFacts]
  package var groupColumns: GroupColumns
  /// What could not be served, so that nothing is missing in silence.
  package var missing: [MissingFacts]
  package var collectors: [CollectorFacts]
  /// What the end-to-end probe measured; nil where there is no probe.
  package var probe: ProbeFacts?
  /// Unix seconds at which the snapshot was made.
  package var timestamp: Double

  package init(name: String? = nil, layout: TopicLayout = .empty, timestamp: Double = 0) {
    self.name = name
    self.layout = layout
    hasTopics = layout !== TopicLayout.empty
    self.timestamp = timestamp
    topics = [TopicFacts](repeating: TopicFacts(), count: layout.topics.count)
    partitions = PartitionColumns(count: layout.partitionCount)
    groups = []
    groupColumns = GroupColumns()
    missing = []
    collectors = []
  }
}

/// A count of facts that are absent from the page, or older than one poll.
package struct MissingFacts: Sendable, Equatable {
  /// `log_start_offset`, `log_end_offset`, `committed_offset`, `group_description`, `topic_config`, ...: a closed set of the exporter's.
  package var fact: String
  /// `stale` (still served, but older than its last poll), `expired` (dropped as too old), `no_leader`, `unauthorized`, `timeout`, `error`: a closed set.
  package var reason: String
  package var count: Int

  package init(fact: String, reason: String, count: Int) {
    self.fact = fact
    self.reason = reason
    self.count = count
  }
}

/// How a collector's runs went.
package struct CollectorFacts: Sendable, Equatable {
  package var name: String
  /// Whether the last run got everything it asked for; nil before the first.
  package var succeeded: Bool?
  package var durationSeconds: Double?
  /// Unix seconds of the last run that succeeded.
  package var lastSuccess: Double?
  /// One line on why the last run failed, for people.
  package var failure: String?

  package init(
    name: String, succeeded: Bool? = nil, durationSeconds: Double? = nil, lastSuccess: Double? = nil, failure: String? = nil
  ) {
    self.name = name
    self.succeeded = succeeded
    self.durationSeconds = durationSeconds
    self.lastSuccess = lastSuccess
    self.failure = failure
  }
}
