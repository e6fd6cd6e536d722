// What configs have which values, and why.
extension SimulatedCluster {
  /// The configs that a topic has or would have, by name.
  func topicConfigs(_ configuration: [String: String]) -> [ConfigEntry] {
    let properties = defaults.serverProperties
    return TopicConfigDefinition.all.map { definition in
      var synonyms: [ConfigEntry.Synonym] = []
      if let value = configuration[definition.name] { synonyms.append(.init(name: definition.name, value: value, source: .topic)) }
      for broker in definition.brokerNames { synonyms += set(broker.name, properties) }
      // Where brokers have several names for it, the first has no default of its own, and Kafka looks no further.
      if definition.brokerNames.count == 1, let broker = definition.brokerNames.first {
        synonyms.append(.init(name: broker.name, value: definition.defaultValue, source: .default))
      }
      let value = configuration[definition.name] ?? definition.value(in: brokerProperties) ?? definition.defaultValue
      return ConfigEntry(
        name: definition.name, value: value, source: synonyms.first?.source ?? .default, kind: definition.kind, synonyms: synonyms)
    }
  }

  /// The configs of a broker, by name.
  func brokerConfigs(_ broker: Broker) -> [ConfigEntry] {
    var properties = defaults.serverProperties
    properties["node.id"] = "\(broker.id)"
    properties["broker.id"] = "\(broker.id)"
    properties["broker.rack"] = broker.rack
    let listener = "PLAINTEXT://\(broker.host):\(broker.port)"
    properties["listeners"] = listener
    properties["advertised.listeners"] = listener
    properties["process.roles"] = quorum.voters.contains(broker.id) ? "broker,controller" : "broker"
    return BrokerConfigDefinition.all.map { definition in
      var synonyms = set(definition.name, properties)
      if let value = definition.defaultValue { synonyms.append(.init(name: definition.name, value: value, source: .default)) }
      return ConfigEntry(
        name: definition.name, value: synonyms.first?.value, source: synonyms.first?.source ?? .default, kind: definition.kind,
        isReadOnly: definition.isReadOnly, synonyms: synonyms)
    }
  }

  /// What is set at run time for all brokers.
  var dynamicBrokerConfigs: [ConfigEntry] {
    BrokerConfigDefinition.all.compactMap { definition in
      guard let value = ClusterDefaults.dynamicProperties[definition.name] else { return nil }
      return ConfigEntry(
        name: definition.name, value: value, source: .dynamicDefaultBroker, kind: definition.kind,
        synonyms: [.init(name: definition.name, value: value, source: .dynamicDefaultBroker)])
    }
  }

  private func set(_ name: String, _ properties: [String: String]) -> [ConfigEntry.Synonym] {
    var synonyms: [ConfigEntry.Synonym] = []
    if let value = ClusterDefaults.dynamicProperties[name] {
      synonyms.append(.init(name: name, value: value, source: .dynamicDefaultBroker))
    }
    if let value = properties[name] { synonyms.append(.init(name: name, value: value, source: .staticBroker)) }
    return synonyms
  }
}
