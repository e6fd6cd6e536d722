import YAML

/// Which topics `exporter topics apply` looks after, where, and how long it waits.
package struct TopicsOptions: Sendable, Equatable {
  /// The file that says what there should be.
  package var file: String
  /// Nil for the profile that the file names.
  package var profile: String?
  /// Names of clusters of the configuration; empty where there is only one.
  package var clusters: [String]
  /// Whether nothing may be changed.
  package var isDryRun: Bool
  /// How long brokers that are not there yet, or too few, are waited for.
  package var wait: Duration

  package init(file: String, profile: String? = nil, clusters: [String] = [], isDryRun: Bool = false, wait: Duration = .zero) {
    self.file = file
    self.profile = profile
    self.clusters = clusters
    self.isDryRun = isDryRun
    self.wait = wait
  }

  private static let waitType = SettingType<Duration>.duration(from: .zero, to: .seconds(3600))

  static let flags = [
    Flag(
      option: "--file", valueName: "FILE", section: "Topics", notes: ["required"],
      help: "The topics that there should be; configs/topics has examples."),
    Flag(
      option: "--profile", valueName: "NAME", section: "Topics", notes: ["default: the one that the file names"],
      help: "Which of the file's profiles holds, as in --profile production."),
    Flag(
      option: "--dry-run", valueName: nil, section: "Topics",
      help: "Show the plan and let the brokers judge it, but change nothing."),
    Flag(
      option: "--wait", valueName: "DURATION", section: "Topics", notes: ["default: 0s"],
      help: "How long to wait for a cluster that is still starting, as in --wait 60s."),
    Flag(
      option: "--cluster", valueName: "NAME", repeats: true, section: "Topics", notes: ["required where there are several"],
      help: "Which of the configuration's clusters gets the topics; may be repeated."),
  ]

  /// Takes the texts that were given for each flag.
  init(_ options: [String: [String]]) throws(UsageError) {
    guard let file = options["--file"]?.last else { throw UsageError("--file is missing: --file FILE", in: .topicsApply) }
    self.init(
      file: file, profile: options["--profile"]?.last, clusters: options["--cluster"] ?? [], isDryRun: options["--dry-run"] != nil)
    guard let texts = options["--wait"] else { return }
    do {
      wait = try Self.waitType.read(texts)
    } catch {
      throw UsageError("--wait: \(error.message); allowed: \(Self.waitType.allowed)", in: .topicsApply)
    }
  }

  /// The clusters that are meant. Nothing is created in a cluster that was not asked for: where there are several, they must be named.
  ///
  /// - Throws: `UsageError` when none is named among several, or there is none of a name.
  package func choose(among configured: [ClusterConfiguration]) throws(UsageError) -> [ClusterConfiguration] {
    let names = configured.compactMap(\.name)
    if clusters.isEmpty {
      guard configured.count > 1 else { return configured }
      throw UsageError("there are several clusters; say which with --cluster NAME: \(names.joined(separator: ", "))", in: .topicsApply)
    }
    for wanted in clusters where !names.contains(wanted) {
      let known = names.isEmpty ? "the configuration names none" : "allowed: \(names.joined(separator: ", "))"
      throw UsageError(
        "--cluster: there is no cluster \(Spelling.quoted(wanted))\(Spelling.hint(for: wanted, among: names)); \(known)", in: .topicsApply)
    }
    return configured.filter { cluster in cluster.name.map(clusters.contains) ?? false }
  }
}
