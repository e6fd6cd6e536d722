import Foundation
import FuzzSupport
import KafkaSimulator
import Testing

/// Scenario files that went wrong at random, the same ones in every run.
struct MutatedScenarioTests {
  private static let words = [
    "brokers: ", "topics:\n", "- name: ", "partitions: ", "history: ", "traffic:\n", "groups:\n", "events:\n", "- at: ", "for: ", "every: ",
    "[", "]", "{", "}", ": ", "- ", "\n  ", "\n", "\t", "&a ", "*a", "|\n", "---\n", "\"", "'", "null", "-1", "0", "99999999999999999999",
    "0.5",
    "1e9", "10s", "1w", "5KiB", "orders", "{id: 3, rack: b}", "\u{0}", "é",
  ]

  @Test func damagedFilesEndInAnErrorOrAScenarioThatCanBePlayed() throws {
    let seeds = try [ScenarioFixtures.shipped, ScenarioFixtures.folder].flatMap { try ScenarioFixtures.files(in: $0) }
      .map { [UInt8](try Data(contentsOf: $0)) }
    var mutator = Mutator(seed: 9308, words: Self.words)
    var played = 0
    var silent: [String] = []
    for _ in 0..<2_000 {
      var text = seeds[mutator.below(seeds.count)]
      mutator.damage(&text, spliceFrom: seeds[mutator.below(seeds.count)])
      do throws(ScenarioError) {
        let scenario = try Scenario(parsing: text, file: "f.yaml")
        // A large one is as good as any other, and takes long.
        guard played < 100, scenario.partitionCount < 2_000, let play = try? ScenarioPlay(scenario) else { continue }
        play.run(for: .seconds(30))
        played += 1
      } catch {
        silent += error.description.split(separator: "\n").filter { !$0.hasPrefix("f.yaml") }.map(String.init)
      }
    }
    #expect(silent.isEmpty)
    #expect(played > 50)
  }
}

extension Scenario {
  fileprivate var partitionCount: Int { topics.map { Int($0.partitions) * ($0.count ?? 1) }.reduce(0, +) }
}
