import YAML

/// What one place of a file says of topics: every key may be left out there, and a nearer place wins.
struct TopicSettings: Sendable {
  /// A value and where it stands.
  struct Said<Value: Sendable>: Sendable {
    /// Nil for the word `default`: the brokers decide, whatever places further away say.
    var value: Value?
    var place: YAMLReader
  }

  var partitions: Said<Int32>?
  var replication: Said<Int16>?
  /// In milliseconds; -1 for unlimited.
  var retention: Said<Int64>?
  /// -1 for unlimited.
  var retentionBytes: Said<Int64>?
  var minimumInSync: Said<Int32>?
  /// By Kafka's names.
  var configs: [String: String] = [:]

  /// What is said here, and where nothing is, what is said there.
  func over(_ other: TopicSettings) -> TopicSettings {
    TopicSettings(
      partitions: partitions ?? other.partitions, replication: replication ?? other.replication, retention: retention ?? other.retention,
      retentionBytes: retentionBytes ?? other.retentionBytes, minimumInSync: minimumInSync ?? other.minimumInSync,
      configs: configs.merging(other.configs) { mine, _ in mine })
  }

  /// A topic of these settings.
  func topic(named name: String) -> WantedTopic {
    var all = configs
    for (key, value) in [
      (TopicSettingKey.retention, retention?.value), (.retentionBytes, retentionBytes?.value),
      (.minimumInSync, minimumInSync?.value.map(Int64.init)),
    ] {
      if let config = key.config, let value { all[config] = "\(value)" }
    }
    return WantedTopic(name: name, partitions: partitions?.value, replicationFactor: replication?.value, configs: all)
  }

  /// What does not fit together though each value is right by itself.
  var problem: YAMLError? {
    guard let minimum = minimumInSync?.value, let factor = replication?.value, minimum > factor, let place = minimumInSync?.place,
      let other = replication?.place
    else { return nil }
    return place.error(
      "\(minimum) replicas can't be in sync where there are \(factor) (\(other.path), line \(other.node.position.line)); "
        + "allowed: at most replication")
  }
}

/// The keys that say what a topic should be like.
enum TopicSettingKey: String, CaseIterable {
  case partitions
  case replication
  case retention
  case retentionBytes = "retention_bytes"
  case minimumInSync = "min_insync_replicas"
  case configs

  /// Kafka's name of the config that the key stands for.
  var config: String? {
    switch self {
    case .retention: "retention.ms"
    case .retentionBytes: "retention.bytes"
    case .minimumInSync: "min.insync.replicas"
    case .partitions, .replication, .configs: nil
    }
  }

  /// How the key is written instead of the config.
  var example: String {
    switch self {
    case .partitions, .replication, .configs: rawValue
    case .retention: "\(rawValue): 7d"
    case .retentionBytes: "\(rawValue): 10GiB"
    case .minimumInSync: "\(rawValue): 2"
    }
  }
}
