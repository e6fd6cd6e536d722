/// What the program can be asked to do.
package enum Subcommand: String, Sendable, CaseIterable {
  case serve
  case check
  case lag
  case demo

  /// Those that are told which clusters to look at.
  static let ofClusters: [Subcommand] = [.serve, .check, .lag]

  var summary: String {
    switch self {
    case .serve: "poll Kafka and serve what was seen to Prometheus"
    case .check: "connect as configured and say, step by step, what works and what does not"
    case .lag: "collect once and print the lag of groups"
    case .demo: "play a simulated Kafka cluster and serve what is seen of it; needs no Kafka"
    }
  }
}
