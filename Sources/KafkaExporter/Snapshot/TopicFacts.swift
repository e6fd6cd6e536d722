/// What is known of a topic beside its partitions; one for each topic of the layout, in the layout's order.
package struct TopicFacts: Sendable, Equatable {
  /// From DescribeConfigs; nil until it answered, or where the exporter may not read it.
  package var config: TopicConfig?
  /// Times the topic was seen under its name with another topic id than before, since the exporter started.
  package var recreations: Int = 0

  package init(config: TopicConfig? = nil, recreations: Int = 0) {
    self.config = config
    self.recreations = recreations
  }
}

/// The topic settings that the exporter uses. A value that the broker left out is nil.
package struct TopicConfig: Sendable, Equatable {
  package var minInSyncReplicas: Int?
  /// As Kafka writes it, sorted: `compact`, `delete` or `compact,delete`.
  package var cleanupPolicy: String?
  /// Milliseconds; -1 is "for ever".
  package var retentionMilliseconds: Int64?
  /// Bytes a partition; -1 is "no limit".
  package var retentionBytes: Int64?

  package init(
    minInSyncReplicas: Int? = nil, cleanupPolicy: String? = nil, retentionMilliseconds: Int64? = nil, retentionBytes: Int64? = nil
  ) {
    self.minInSyncReplicas = minInSyncReplicas
    self.cleanupPolicy = cleanupPolicy
    self.retentionMilliseconds = retentionMilliseconds
    self.retentionBytes = retentionBytes
  }
}
