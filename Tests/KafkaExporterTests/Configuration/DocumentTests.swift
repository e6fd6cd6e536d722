import Foundation
import Testing
import YAML

@testable import KafkaExporter

@Suite struct DocumentTests {
  private let configs = Golden.package.appending(path: "configs")

  @Test func theAnnotatedFileIsTheTable() throws {
    try Golden.expect(AnnotatedFile.text, in: configs.appending(path: "full.yaml"))
  }

  @Test func theReferenceIsTheTable() throws {
    try Golden.expect(SettingsReference.text, in: Golden.package.appending(path: "docs/configuration.md"))
  }

  @Test(arguments: try Golden.files(in: Golden.package.appending(path: "configs"), ending: "yaml")) func everyFileUnderConfigsLoads(
    file: URL
  ) throws {
    let loaded = try ConfigurationLoader.load(environment: [:], flags: [FlagValue(path: "config", flag: "--config", texts: [file.path])])
    #expect(!loaded.configuration.clusters.isEmpty)
  }

  @Test func theAnnotatedFileChangesNoDefault() throws {
    let loaded = try ConfigurationLoader.load(file: ConfigurationFile(name: "full.yaml", text: AnnotatedFile.text))
    #expect(
      loaded.configuration
        == (try ConfigurationLoader.load(file: ConfigurationFile(name: "", text: "bootstrap: localhost:9092"))).configuration)
    #expect(Set(loaded.origins.keys) == Set(Settings.inFiles.map(\.path)))
  }

  @Test func theClustersInTheAnnotatedFileLoadWithoutTheirCommentMarks() throws {
    let lines = AnnotatedFile.text.split(separator: "\n")
    let start = try #require(lines.firstIndex(of: "# clusters:"))
    let text = lines[start...].map { String($0.dropFirst(2)) }.joined(separator: "\n")
    let loaded = try ConfigurationLoader.load(file: ConfigurationFile(name: "clusters", text: text))
    #expect(loaded.configuration.clusters.map(\.name) == ["orders", "logs"])
  }

  @Test(arguments: Subcommand.allCases) func theHelpIsTheTable(subcommand: Subcommand) throws {
    let name = subcommand.rawValue.split(separator: " ").joined(separator: "-")
    try Golden.expect(Help.text(for: subcommand), in: Golden.fixtures.appending(path: "help-\(name).txt"))
  }

  @Test func theOverviewNamesEverySubcommand() throws {
    try Golden.expect(Help.overview, in: Golden.fixtures.appending(path: "help.txt"))
  }

  @Test func helpFitsAHundredColumnsAndListsEveryFlag() {
    for subcommand in Subcommand.allCases {
      let help = Help.text(for: subcommand)
      #expect(help.split(separator: "\n").allSatisfy { $0.count <= 100 })
      for flag in Flag.all(of: subcommand) {
        #expect(help.contains(flag.isBoolean ? "--[no-]\(flag.name.dropFirst(2))" : "\(flag.name)"), "\(flag.name)")
      }
    }
    #expect(Help.overview.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
