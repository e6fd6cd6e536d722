import Foundation
import FuzzSupport
import Testing

@testable import KafkaExporter

/// Configuration files that went wrong at random, the same ones in every run. `make fuzz` goes on from here.
@Suite struct MutatedFileTests {
  private static let words = [
    "bootstrap: ", "clusters:\n", "- name: ", "topics:\n", "  include: ", "[", "]", "{", "}", ": ", "- ", "\n  ", "\n", "\t", ", ", "&a ",
    "*a", "<<: *a",
    "!tag ", "|\n", ">-\n", "---\n", "...\n", "# ", "\"", "'", "\\", "null", "true", "-1", "99999999999999999999", "0.5", "1e9", "10s",
    "1w", "5MiB",
    "localhost:9092", ":0", "(a|b)*", "{1000}", "[^", "\\p{", "\u{0}", "\u{feff}", "é", "\u{2028}",
  ]

  @Test func damagedFilesEndInAConfigurationOrAnError() throws {
    let seeds = try ["configs", "Tests/KafkaExporterTests/Configuration/Fixtures"].flatMap { folder in
      try Golden.files(in: Golden.package.appending(path: folder), ending: "yaml").map { [UInt8](try Data(contentsOf: $0)) }
    }
    var mutator = Mutator(seed: 9308, words: Self.words)
    var loaded = 0
    var silent: [ConfigurationProblem] = []
    let count = 4000
    for _ in 0..<count {
      var text = seeds[mutator.below(seeds.count)]
      mutator.damage(&text, spliceFrom: seeds[mutator.below(seeds.count)])
      do throws(ConfigurationError) {
        let configuration = try ConfigurationLoader.load(file: ConfigurationFile(name: "f.yaml", text: text)).configuration
        loaded += configuration.clusters.isEmpty ? 0 : 1
      } catch {
        // Every problem says what is wrong, and that it is in this file.
        silent += error.problems.filter { $0.message.isEmpty || !"\($0)".contains("f.yaml") }
        if error.problems.isEmpty { Issue.record("an error without a problem") }
      }
    }
    #expect(silent.isEmpty)
    #expect((count / 100..<count / 2).contains(loaded))
  }
}
