import Foundation
import Testing

@testable import KafkaExporter

/// docs/topics.md and the format.
struct TopicDocumentTests {
  private let text: String

  init() throws {
    text = try String(contentsOf: Golden.package.appending(path: "docs/topics.md"), encoding: .utf8)
  }

  @Test(arguments: [
    ("### The file", TopicFileReading.keys), ("### A topic", TopicFileReading.topicKeys), ("### A profile", ["topics"]),
  ]) func everyKeyIsDescribedAndNoOther(heading: String, keys: [String]) throws {
    let section = try #require(text.components(separatedBy: "\n\(heading)\n").dropFirst().first?.components(separatedBy: "\n##").first)
    let described = section.split(separator: "\n").compactMap { line in
      line.hasPrefix("| `") ? line.dropFirst(3).split(separator: "`").first.map(String.init) : nil
    }
    #expect(described.sorted() == keys.sorted())
  }

  @Test func everyOptionIsDescribed() {
    for flag in TopicsOptions.flags { #expect(text.contains("`\(flag.name)"), "\(flag.name)") }
  }

  @Test func theExampleLoads() throws {
    let example = try #require(text.components(separatedBy: "```yaml\n").dropFirst().first?.components(separatedBy: "```").first)
    let file = try TopicFileTests.load(example)
    #expect(try file.profile(asked: nil) == "development")
    #expect(file.topics(profile: "production").contains { $0.replicationFactor == 3 })
  }

  @Test func everyShippedFileIsNamed() throws {
    for file in try Golden.files(in: TopicFileTests.shipped, ending: "yaml") { #expect(text.contains(file.lastPathComponent)) }
  }
}
