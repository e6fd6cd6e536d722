import Foundation
import KafkaSimulator
import Testing

struct InvalidScenarioTests {
  @Test(arguments: try ScenarioFixtures.files(in: ScenarioFixtures.folder)) func everyInvalidFileHasItsExactMessage(file: URL) throws {
    let error = #expect(throws: ScenarioError.self) { try ScenarioFixtures.load(file) }
    let expected = file.deletingPathExtension().appendingPathExtension("expected")
    let text = "\(try #require(error))\n"
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try Data(text.utf8).write(to: expected) }
    #expect(text == (try? String(contentsOf: expected, encoding: .utf8)))
  }

  @Test func brokenFilesEndInAnErrorOrAScenario() throws {
    var generator = SeededGenerator(seed: 7)
    let whole = Array(DefaultScenario.text.utf8)
    for _ in 0..<300 {
      var text = Array(whole.prefix(Int.random(in: 1...whole.count, using: &generator)))
      for _ in 0..<Int.random(in: 0...8, using: &generator) {
        text[Int.random(in: text.indices, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
      }
      _ = try? Scenario(parsing: text, file: "broken.yaml")
    }
  }
}
