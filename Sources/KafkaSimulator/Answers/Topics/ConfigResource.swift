/// What configs are of (org.apache.kafka.common.config.ConfigResource.Type).
enum ConfigResource {
  static let topic: Int8 = 2
  static let broker: Int8 = 4
  static let brokerLogger: Int8 = 8
  static let clientMetrics: Int8 = 16
  static let group: Int8 = 32

  static let known = [topic, broker, brokerLogger, clientMetrics, group]
}
