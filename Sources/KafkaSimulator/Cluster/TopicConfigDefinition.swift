/// One of the configs that a topic can have (org.apache.kafka.common.config.TopicConfig), as a 4.3 broker knows it.
struct TopicConfigDefinition: Sendable {
  /// As in DescribeConfigs answers (ConfigType of ConfigDef in the clients).
  enum Kind: Int8, Sendable {
    case boolean = 1
    case string, int, short, long, double, list, `class`, password
  }

  /// What a broker calls it in server.properties.
  struct BrokerName: Sendable {
    let name: String
    /// How many of the topic's units one of the broker's is: `log.retention.hours` counts in hours what `retention.ms` counts in milliseconds.
    var factor: Int64 = 1
  }

  /// Which values are allowed, with Kafka's own words for it.
  enum Rule: Sendable {
    case any
    case atLeast(Int64)
    case within(ClosedRange<Int64>)
    /// Allowed besides -1, which leaves the choice to the codec.
    case withinOrDefault(ClosedRange<Int64>)
    case fraction
    case oneOf([String])
    case someOf([String])
    /// `partition:broker` pairs, or `*`.
    case throttledReplicas
  }

  let name: String
  let kind: Kind
  let defaultValue: String
  let rule: Rule
  /// The first that is set counts.
  let brokerNames: [BrokerName]

  init(_ name: String, _ kind: Kind, _ defaultValue: String, _ rule: Rule, _ brokerNames: BrokerName...) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
    self.rule = rule
    self.brokerNames = brokerNames
  }
}

extension TopicConfigDefinition.BrokerName: ExpressibleByStringLiteral {
  init(stringLiteral name: String) {
    self.init(name: name)
  }
}

extension TopicConfigDefinition {
  /// All of them, by name.
  static let all: [TopicConfigDefinition] = [
    .init("cleanup.policy", .list, "delete", .someOf(["compact", "delete"]), "log.cleanup.policy"),
    .init("compression.gzip.level", .int, "-1", .withinOrDefault(1...9), "compression.gzip.level"),
    .init("compression.lz4.level", .int, "9", .within(1...17), "compression.lz4.level"),
    .init(
      "compression.type", .string, "producer", .oneOf(["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"]), "compression.type"),
    .init("compression.zstd.level", .int, "3", .within(-131_072...22), "compression.zstd.level"),
    .init("delete.retention.ms", .long, "86400000", .atLeast(0), "log.cleaner.delete.retention.ms"),
    .init("file.delete.delay.ms", .long, "60000", .atLeast(0), "log.segment.delete.delay.ms"),
    .init("flush.messages", .long, forever, .atLeast(1), "log.flush.interval.messages"),
    .init("flush.ms", .long, forever, .atLeast(0), "log.flush.interval.ms", "log.flush.scheduler.interval.ms"),
    .init("follower.replication.throttled.replicas", .list, "", .throttledReplicas),
    .init("index.interval.bytes", .int, "4096", .atLeast(0), "log.index.interval.bytes"),
    .init("leader.replication.throttled.replicas", .list, "", .throttledReplicas),
    .init("local.retention.bytes", .long, "-2", .atLeast(-2), "log.local.retention.bytes"),
    .init("local.retention.ms", .long, "-2", .atLeast(-2), "log.local.retention.ms"),
    .init("max.compaction.lag.ms", .long, forever, .atLeast(1), "log.cleaner.max.compaction.lag.ms"),
    .init("max.message.bytes", .int, "1048588", .atLeast(0), "message.max.bytes"),
    .init("message.timestamp.after.max.ms", .long, "3600000", .atLeast(0), "log.message.timestamp.after.max.ms"),
    .init("message.timestamp.before.max.ms", .long, forever, .atLeast(0), "log.message.timestamp.before.max.ms"),
    .init("message.timestamp.type", .string, "CreateTime", .oneOf(["CreateTime", "LogAppendTime"]), "log.message.timestamp.type"),
    .init("min.cleanable.dirty.ratio", .double, "0.5", .fraction, "log.cleaner.min.cleanable.ratio"),
    .init("min.compaction.lag.ms", .long, "0", .atLeast(0), "log.cleaner.min.compaction.lag.ms"),
    .init("min.insync.replicas", .int, "1", .atLeast(1), "min.insync.replicas"),
    .init("preallocate", .boolean, "false", .any, "log.preallocate"),
    .init("remote.log.copy.disable", .boolean, "false", .any),
    .init("remote.log.delete.on.disable", .boolean, "false", .any),
    .init("remote.storage.enable", .boolean, "false", .any),
    .init("retention.bytes", .long, "-1", .any, "log.retention.bytes"),
    .init(
      "retention.ms", .long, "604800000", .atLeast(-1), "log.retention.ms", BrokerName(name: "log.retention.minutes", factor: 60_000),
      BrokerName(name: "log.retention.hours", factor: 3_600_000)),
    .init("segment.bytes", .int, "1073741824", .atLeast(1_048_576), "log.segment.bytes"),
    .init("segment.index.bytes", .int, "10485760", .atLeast(4), "log.index.size.max.bytes"),
    .init(
      "segment.jitter.ms", .long, "0", .atLeast(0), "log.roll.jitter.ms", BrokerName(name: "log.roll.jitter.hours", factor: 3_600_000)),
    .init("segment.ms", .long, "604800000", .atLeast(1), "log.roll.ms", BrokerName(name: "log.roll.hours", factor: 3_600_000)),
    .init("unclean.leader.election.enable", .boolean, "false", .any, "unclean.leader.election.enable"),
  ]

  static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  private static let forever = "\(Int64.max)"
}

extension TopicConfigDefinition {
  /// What a broker's properties make of it where the topic has no value of its own: nil when they say nothing.
  func value(in properties: [String: String]) -> String? {
    for broker in brokerNames {
      guard let text = properties[broker.name] else { continue }
      guard broker.factor != 1, let number = Int64(text) else { return text }
      // -1 hours is for ever too.
      return number < 0 ? "\(number)" : "\(number.multipliedReportingOverflow(by: broker.factor).partialValue)"
    }
    return nil
  }
}
