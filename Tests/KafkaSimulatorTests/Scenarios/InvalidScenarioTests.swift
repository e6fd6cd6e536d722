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
}
