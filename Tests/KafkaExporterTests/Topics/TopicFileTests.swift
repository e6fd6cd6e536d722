import Foundation
import FuzzSupport
import Testing

@testable import KafkaExporter

struct TopicFileTests {
  static let shipped = Golden.package.appending(path: "configs/topics")
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  static func load(_ text: String) throws(TopicFileError) -> TopicFile {
    try TopicFile(parsing: Array(text.utf8), file: "topics.yaml")
  }

  private static func load(_ url: URL) throws -> TopicFile {
    try TopicFile(parsing: [UInt8](Data(contentsOf: url)), file: url.lastPathComponent)
  }

  @Test(arguments: try Golden.files(in: Self.fixtures, ending: "yaml")) func everyInvalidFileHasItsExactMessage(file: URL) throws {
    let error = #expect(throws: TopicFileError.self) { try Self.load(file) }
    try Golden.expect("\(try #require(error))\n", in: file.deletingPathExtension().appendingPathExtension("expected"))
  }

  @Test func whatIsNearerWins() throws {
    let file = try Self.load(
      """
      about: layers
      defaults: {partitions: 1, replication: 2, retention: 1d, min_insync_replicas: 1, configs: {a: defaults, b: defaults, c: defaults, d: defaults}}
      profiles:
        p:
          partitions: 2
          retention: 2d
          configs: {b: profile, c: profile, d: profile}
          topics:
            - {name: both, partitions: 4, retention: default, configs: {d: profile's topic}}
      topics:
        - {name: plain}
        - {name: own, partitions: 3, replication: default, retention: unlimited, configs: {c: topic}}
        - {name: both, partitions: 3, retention: 3d, retention_bytes: 1KiB, configs: {c: topic, d: topic}}
      """)
    let defaults = [
      "min.insync.replicas": "1", "retention.ms": "86400000", "a": "defaults", "b": "defaults", "c": "defaults", "d": "defaults",
    ]
    #expect(file.topics(profile: nil).first == WantedTopic(name: "plain", partitions: 1, replicationFactor: 2, configs: defaults))
    let profile = [
      "min.insync.replicas": "1", "retention.ms": "172800000", "a": "defaults", "b": "profile", "c": "profile", "d": "profile",
    ]
    let both = [
      "min.insync.replicas": "1", "retention.bytes": "1024", "a": "defaults", "b": "profile", "c": "topic", "d": "profile's topic",
    ]
    #expect(
      file.topics(profile: "p") == [
        WantedTopic(name: "plain", partitions: 2, replicationFactor: 2, configs: profile),
        WantedTopic(
          name: "own", partitions: 3, replicationFactor: nil, configs: profile.merging(["retention.ms": "-1", "c": "topic"]) { $1 }),
        WantedTopic(name: "both", partitions: 4, replicationFactor: 2, configs: both),
      ])
  }

  @Test(arguments: [
    ("segment.ms", "1d12h", "129600000"), ("segment.ms", "5", "5"), ("segment.bytes", "20MiB", "20971520"), ("preallocate", "true", "true"),
    ("max.compaction.lag.ms", "9223372036854775807", "9223372036854775807"), ("message.timestamp.type", "'1d'", "1d"),
    ("local.retention.bytes", "-2", "-2"), ("leader.replication.throttled.replicas", "\"\"", ""),
    ("cleanup.policy", "compact,delete", "compact,delete"),
  ]) func configsOfTimesAndSizesMayHaveUnits(name: String, text: String, value: String) throws {
    let file = try Self.load("topics: [{name: a, configs: {\(name): \"\(text.filter { $0 != "\"" && $0 != "'" })\"}}]")
    #expect(file.topics(profile: nil).map(\.configs) == [[name: value]])
  }

  @Test func theProfileIsTheOneAskedForOrTheFilesOwn() throws {
    let topics = "topics: [{name: a}]"
    let profiles = "profiles: {development: {}, production: {}}\n" + topics
    #expect(try Self.load(topics).profile(asked: nil) == nil)
    #expect(try Self.load("profile: production\n" + profiles).profile(asked: nil) == "production")
    #expect(try Self.load("profile: production\n" + profiles).profile(asked: "development") == "development")
    let refusals = [
      (topics, "x", "topics.yaml:1:1: there is no profile \"x\"; the file has no profiles"),
      (profiles, "prod", "topics.yaml:1:1: there is no profile \"prod\"; did you mean \"production\"?; allowed: development, production"),
      (
        profiles, nil,
        "topics.yaml:1:1: which profile? Give --profile, or name one at the key \"profile\"; allowed: development, production"
      ),
    ]
    for (text, asked, message) in refusals {
      let error = #expect(throws: TopicFileError.self) { () throws(TopicFileError) in try Self.load(text).profile(asked: asked) }
      #expect(error?.description == message)
    }
  }

  @Test func aFileMayNotHoldMoreThanFits() {
    let many = "topics:\n" + (0...TopicFileLimits.topics).map { "- name: t\($0)\n" }.joined()
    let configs = "topics: [{name: a, configs: {\((0...TopicFileLimits.configs).map { "c\($0): 1" }.joined(separator: ", "))}}]"
    let profiles = "topics: [{name: a}]\nprofiles:\n" + (0...TopicFileLimits.profiles).map { "  p\($0): {}\n" }.joined()
    for (text, message) in [
      (many, "2:1: topics: 10001 topics; allowed: 1 to 10000"), (configs, "configs: 101 configs; allowed: at most 100"),
      (profiles, "51 profiles; allowed: at most 50"), (String(repeating: " ", count: 5 << 20), "at most 4194304 are read"),
    ] {
      let error = #expect(throws: TopicFileError.self) { () throws(TopicFileError) in try Self.load(text) }
      #expect(error?.problems.count == 1)
      #expect(error?.description.contains(message) == true, "\(error?.description.prefix(200) ?? "")")
    }
  }

  // MARK: - What is shipped

  @Test(arguments: try Golden.files(in: Self.shipped, ending: "yaml")) func everyShippedFileLoadsInEachProfile(file: URL) throws {
    let topics = try Self.load(file)
    for profile in [nil] + topics.profileNames.map(Optional.some) { #expect(!topics.topics(profile: profile).isEmpty) }
    _ = try topics.profile(asked: nil)
  }

  @Test(arguments: [("development", Int16(1), "1"), ("production", 3, "2")])
  func learnflowHasItsSevenTopics(profile: String, replication: Int16, minimumInSync: String) throws {
    let file = try Self.load(Self.shipped.appending(path: "learnflow.yaml"))
    #expect(try file.profile(asked: nil) == "development")
    let days = [
      ("student-events", 7), ("exercise-submissions", 30), ("progress-updates", 90), ("chat-messages", 30), ("code-execution-results", 14),
      ("agent-responses", 7), ("system-events", 30),
    ]
    #expect(
      file.topics(profile: profile)
        == days.map { name, days in
          WantedTopic(
            name: name, partitions: 3, replicationFactor: replication,
            configs: ["retention.ms": "\(days * 86_400_000)", "min.insync.replicas": minimumInSync])
        })
  }

  @Test(arguments: [(nil, 1, "1"), ("development", 1, "1"), ("production", 3, "2")] as [(String?, Int16, String)])
  func throughputHasOneTopicOf24Partitions(asked: String?, replication: Int16, minimumInSync: String) throws {
    let file = try Self.load(Self.shipped.appending(path: "throughput.yaml"))
    #expect(
      file.topics(profile: try file.profile(asked: asked)) == [
        WantedTopic(name: "test-topic", partitions: 24, replicationFactor: replication, configs: ["min.insync.replicas": minimumInSync])
      ])
  }

  // MARK: - Damaged files

  private static let words = [
    "topics:\n", "- name: ", "profiles:\n", "profile: ", "defaults: ", "partitions: ", "replication: ", "retention: ", "configs: ", "[",
    "]",
    "{", "}", ": ", "- ", "\n  ", "\n", "\t", "&a ", "*a", "|\n", "---\n", "\"", "'", "null", "-1", "0", "99999999999999999999", "0.5",
    "7d",
    "unlimited", "default", "10GiB", "a.b", "a_b", "segment.ms: 1d", "\u{0}", "é",
  ]

  @Test func damagedFilesEndInAnErrorOrAPlan() throws {
    let seeds = try [Self.shipped, Self.fixtures].flatMap { try Golden.files(in: $0, ending: "yaml") }.map {
      [UInt8](try Data(contentsOf: $0))
    }
    var mutator = Mutator(seed: 9308, words: Self.words)
    var planned = 0
    var silent: [String] = []
    let count = 3_000
    for _ in 0..<count {
      var text = seeds[mutator.below(seeds.count)]
      mutator.damage(&text, spliceFrom: seeds[mutator.below(seeds.count)])
      do throws(TopicFileError) {
        let file = try TopicFile(parsing: text, file: "f.yaml")
        let topics = file.topics(profile: file.profileNames.last)
        let lines = TopicPlan(topics, found: [:]).lines(bootstrap: "b:1")
        planned += lines.count == topics.count + 1 && !topics.isEmpty ? 1 : 0
      } catch {
        silent += error.description.split(separator: "\n").filter { !$0.hasPrefix("f.yaml:") }.map(String.init)
        if error.problems.isEmpty { Issue.record("an error without a problem") }
      }
    }
    #expect(silent.isEmpty, "\(silent.prefix(3))")
    #expect((count / 100..<count / 2).contains(planned))
  }
}
