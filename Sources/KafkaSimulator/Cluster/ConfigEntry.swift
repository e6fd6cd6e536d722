/// A config with its value and where that is from, as DescribeConfigs tells it (KIP-226).
struct ConfigEntry: Sendable {
  /// ConfigSource of DescribeConfigsResponse.
  enum Source: Int8, Sendable {
    case topic = 1
    case dynamicBroker = 2
    /// Set at run time for all brokers.
    case dynamicDefaultBroker = 3
    /// server.properties
    case staticBroker = 4
    case `default` = 5
  }

  struct Synonym: Sendable {
    let name: String
    let value: String?
    let source: Source
  }

  let name: String
  let value: String?
  let source: Source
  let kind: TopicConfigDefinition.Kind
  var isReadOnly = false
  /// Everything that was set under any of its names, the one that counts first.
  let synonyms: [Synonym]
}
