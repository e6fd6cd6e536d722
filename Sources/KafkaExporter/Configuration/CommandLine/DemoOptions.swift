/// What `exporter demo` plays, and where.
package struct DemoOptions: Sendable, Equatable {
  /// Of the first broker, the next ones following; nil leaves the choice to the system.
  package var kafkaPort: UInt16?
  /// The file of a scenario; nil for the one that is built in.
  package var scenario: String?

  package static let defaultKafkaPort: UInt16 = 19_092

  /// Defaults of settings that are others than elsewhere: everything is shown, and seen moving.
  static let defaults = ["families": "all", "interval": "2s"]

  static let flags = [
    Flag(
      option: "--scenario", valueName: "FILE", section: "Demo", notes: ["default: the one in configs/demo/default.yaml, which is built in"],
      help: "What the cluster holds and what happens in it; configs/demo has several."),
    Flag(
      option: "--kafka-port", valueName: "PORT", section: "Demo", notes: ["default: \(defaultKafkaPort)"],
      help: "Port of the first broker, the next ones following; 0 for any that are free."),
  ]

  package init(kafkaPort: UInt16? = defaultKafkaPort, scenario: String? = nil) {
    self.kafkaPort = kafkaPort
    self.scenario = scenario
  }

  /// Takes the texts that were given for each flag.
  init(_ options: [String: [String]]) throws(UsageError) {
    self.init(scenario: options["--scenario"]?.last)
    guard let text = options["--kafka-port"]?.last else { return }
    let type = SettingType<Int>.integer(0...Int(UInt16.max))
    do {
      let port = UInt16(clamping: try type.read([text]))
      kafkaPort = port == 0 ? nil : port
    } catch {
      throw UsageError("--kafka-port: \(error.message); allowed: \(type.allowed)", in: .demo)
    }
  }
}
