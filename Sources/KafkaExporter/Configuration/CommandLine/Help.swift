/// The texts of `--help`, made from the table of settings; no line is longer than `width`.
enum Help {
  static let width = 100
  private static let column = 34

  static let overview: String = {
    var lines = ["exporter watches Kafka clusters for Prometheus.", "", "Usage:"]
    for subcommand in Subcommand.allCases {
      lines += entry("  exporter \(subcommand.rawValue) [flags]", text: subcommand.summary)
    }
    lines += entry("  exporter SUBCOMMAND --help", text: "list the flags of a subcommand")
    lines += entry("  exporter --version", text: "print the version")
    lines += ["", "Try: exporter serve --bootstrap localhost:9092, or exporter demo where there is no Kafka"]
    return lines.joined(separator: "\n") + "\n"
  }()

  static func text(for subcommand: Subcommand) -> String {
    var lines = wrapped("exporter \(subcommand.rawValue): \(subcommand.summary).", indent: 0)
    lines += ["", "Usage: exporter \(subcommand.rawValue) [flags]", ""]
    lines += wrapped(subcommand == .demo ? demoSources : sources, indent: 0)
    let flags = Flag.all(of: subcommand)
    var sections: [String] = []
    for flag in flags where !sections.contains(flag.section) { sections.append(flag.section) }
    for section in sections {
      lines += ["", "\(section):"]
      for flag in flags where flag.section == section {
        let name = flag.isBoolean ? "--[no-]\(flag.name.dropFirst(2))" : flag.name
        let notes = flag.notes.isEmpty ? "" : " [\(flag.notes.joined(separator: "; "))]"
        lines += entry("  \(name)\(flag.valueName.map { " \($0)" } ?? "")", text: flag.help + notes)
      }
    }
    lines += ["", "Other:"] + entry("  --help", text: "Print this text.")
    return lines.joined(separator: "\n") + "\n"
  }

  private static let sources =
    "Every setting can stand in the file of --config, in the environment and in a flag; a flag wins over the environment, the environment over "
    + "the file. Lists are separated by commas, and their flags may be repeated."

  private static let demoSources =
    "Only flags count: files and the environment are about real clusters. Everything listens on this machine, the brokers on its loopback address "
    + "alone, and nothing is left behind."

  /// A term and its text in the second column, on a line of its own when the term is too long.
  private static func entry(_ term: String, text: String) -> [String] {
    let lines = wrapped(text, indent: column)
    guard term.count < column - 1, let first = lines.first else { return [term] + lines }
    return [term + first.dropFirst(term.count)] + lines.dropFirst()
  }

  private static func wrapped(_ text: String, indent: Int) -> [String] {
    TextWrap.lines(of: text, width: width - indent).map { String(repeating: " ", count: indent) + $0 }
  }
}
