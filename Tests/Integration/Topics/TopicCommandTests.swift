import TestSupport
import Testing

/// `exporter topics apply` as a shell sees it, where there is no Kafka.
@Suite(.timeLimit(.minutes(2))) struct TopicCommandTests {
  private static let good = "topics: [{name: orders}]\n"

  @Test func everyProblemOfAFileIsToldAndTheStatusIs2() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write("topics:\n  - {name: orders, partitions: 0}\n  - {nam: payments}\n", to: "wrong.yaml")
    let finished = try await Self.apply("--file", file, "--bootstrap", "127.0.0.1:1")
    #expect(finished.status == 2)
    #expect(finished.standardOutput == "")
    let lines = finished.standardError.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.hasPrefix("exporter: \(file):") })
    #expect(lines.first?.hasPrefix("exporter: \(file):2:32: topics[0].partitions: 0 is out of range; allowed: ") == true)
  }

  @Test(arguments: [
    (["--file", "/nonexistent.yaml"], "exporter: /nonexistent.yaml: there is no such file\n"),
    (["--bootstrap", "a:1"], "exporter topics apply: --file is missing: --file FILE\nsee exporter topics apply --help\n"),
  ]) func withoutAFileTheStatusIs2(arguments: [String], message: String) async throws {
    let finished = try await ExporterProcess.run(["topics", "apply"] + arguments)
    #expect(finished.status == 2)
    #expect(finished.standardError == message)
  }

  @Test func whichOfSeveralClustersMustBeSaid() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(Self.good, to: "topics.yaml")
    let clusters = try ["east", "west"].map { "  - {name: \($0), bootstrap: [\"127.0.0.1:\(try FreePort.next())\"]}\n" }
    let configuration = try folder.write("clusters:\n" + clusters.joined(), to: "clusters.yaml")
    let unsaid = try await Self.apply("--file", file, "--config", configuration)
    #expect(unsaid.status == 2)
    #expect(unsaid.standardError.contains("there are several clusters; say which with --cluster NAME: east, west"))
    let said = try await Self.apply("--file", file, "--config", configuration, "--cluster", "west")
    #expect(said.status == 1)
    #expect(said.standardOutput.contains("\ncluster west\nFAILED  the topics can not be read: "))
    #expect(!said.standardOutput.contains("east"))
  }

  @Test func withoutKafkaItSaysWhyAndWaitsOnlyWhenAskedTo() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(Self.good, to: "topics.yaml")
    let bootstrap = "127.0.0.1:\(try FreePort.next())"
    let atOnce = try await Self.apply("--file", file, "--bootstrap", bootstrap)
    #expect(atOnce.status == 1)
    #expect(atOnce.standardOutput.contains("Connection refused"))
    #expect(atOnce.standardError == "")
    let started = ContinuousClock.now
    let waited = try await Self.apply("--file", file, "--bootstrap", bootstrap, "--wait", "1500ms")
    #expect(waited.status == 1)
    #expect(waited.standardError.hasPrefix("exporter: waiting up to 1s500ms for the cluster: "))
    #expect(waited.standardError.split(separator: "\n").count == 1)
    #expect(ContinuousClock.now - started >= .milliseconds(1500))
  }

  private static func apply(_ arguments: String...) async throws(HarnessError) -> Finished {
    try await ExporterProcess.run(["topics", "apply"] + arguments)
  }
}
