/// What the program can be asked to do.
package enum Subcommand: String, Sendable, CaseIterable {
  case serve
  case check
  case lag

  var summary: String {
    switch self {
    case .serve: "poll Kafka and serve what was seen to Prometheus"
    case .check: "connect as configured and say, step by step, what works and what does not"
    case .lag: "collect once and print the lag of groups"
    }
  }
}
