import Foundation
import TestSupport
import Testing

@testable import KafkaSimulator

/// docs/demo.md and the format.
struct ScenarioDocumentTests {
  private static let sections: [(heading: String, keys: [String])] = [
    ("### Top level", ScenarioFile.keys + ScenarioFile.brokerKeys), ("### topics", ScenarioFile.topicKeys + ScenarioFile.historyKeys),
    ("### traffic", ScenarioFile.trafficKeys), ("### groups", ScenarioFile.groupKeys), ("### events", ScenarioFile.eventKeys),
  ]

  private let text: String

  init() throws {
    text = try String(contentsOf: URL(filePath: packageRoot).appending(path: "docs/demo.md"), encoding: .utf8)
  }

  @Test(arguments: Self.sections) func everyKeyIsDescribed(heading: String, keys: [String]) throws {
    let section = try #require(text.components(separatedBy: "\n\(heading)\n").last?.components(separatedBy: "\n##").first)
    #expect(section.utf8.count < text.utf8.count / 2, "there is no section of its own")
    for key in keys { #expect(section.contains("`\(key)`") || section.contains("`\(key): "), "\(key)") }
  }

  @Test func theExampleLoads() throws {
    let example = try #require(text.components(separatedBy: "```yaml\n").last?.components(separatedBy: "```").first)
    let scenario = try ScenarioFixtures.load(example)
    #expect(scenario.events.map(\.action) == [.slow(group: "billing", rate: 20)])
  }

  @Test func everyShippedScenarioIsListed() throws {
    for file in try ScenarioFixtures.files(in: ScenarioFixtures.shipped) { #expect(text.contains("\n| \(file.lastPathComponent) |")) }
  }
}
