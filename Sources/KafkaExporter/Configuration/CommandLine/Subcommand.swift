/// What the program can be asked to do.
package enum Subcommand: String, Sendable, CaseIterable {
  case serve
  case check
  case lag
  case topicsApply = "topics apply"
  case demo

  /// Those that are told which clusters to look at.
  static let ofClusters: [Subcommand] = [.serve, .check, .lag]
  /// Those that connect to the clusters they are told.
  static let connecting: [Subcommand] = ofClusters + [.topicsApply]
  /// Those that log.
  static let logging: [Subcommand] = ofClusters + [.demo]

  var summary: String {
    switch self {
    case .serve: "poll Kafka and serve what was seen to Prometheus"
    case .check: "connect as configured and say, step by step, what works and what does not"
    case .lag: "collect once and print the lag of groups"
    case .topicsApply: "create the topics of a file that are missing, and say where the others differ"
    case .demo: "play a simulated Kafka cluster and serve what is seen of it; needs no Kafka"
    }
  }

  /// Takes the words of its name from the arguments; nil when they name none.
  init?(takingFrom arguments: inout ArraySlice<String>) {
    for count in [2, 1] {
      guard let found = Subcommand(rawValue: arguments.prefix(count).joined(separator: " ")) else { continue }
      arguments = arguments.dropFirst(count)
      self = found
      return
    }
    return nil
  }

  /// The subcommands whose names begin with a word and go on.
  static func beginning(with word: String) -> [Subcommand] {
    allCases.filter { $0.rawValue.hasPrefix("\(word) ") }
  }
}
