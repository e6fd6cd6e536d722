import FoundationEssentials
import KafkaExporter

extension Configuration {
  /// Loads what file, environment and flags say together, or ends the program with every problem that was found.
  static func loadOrFail(_ flags: [FlagValue]) -> Configuration {
    do {
      return try load(flags)
    } catch {
      Terminal.fail("\(error)", with: .usage)
    }
  }

  static func load(_ flags: [FlagValue]) throws(ConfigurationError) -> Configuration {
    try ConfigurationLoader.load(environment: ProcessInfo.processInfo.environment, flags: flags).configuration
  }
}
