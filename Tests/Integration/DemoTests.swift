import Foundation
import Glibc
import TestSupport
import Testing

/// `exporter demo` as a newcomer runs it, where there is no Kafka.
@Suite(.timeLimit(.minutes(2))) struct DemoTests {
  @Test(arguments: [SIGTERM, SIGINT]) func aPageIsThereAtOnceAndTheDemoEndsAtOnce(signal: Int32) async throws {
    let start = ContinuousClock.now
    // What is set for real clusters does not count.
    let demo = try await DemoProcess.start(
      environment: ["KAFKA_EXPORTER_BOOTSTRAP": "127.0.0.1:1", "KAFKA_EXPORTER_INTERVAL": "often", "KAFKA_EXPORTER_CONFIG": "/nowhere"])
    let page = try await demo.page("lag is on the page") { $0.value("kafka_group_lag", ["group": "reports"]) != nil }
    // A second on a machine that has nothing else to do, with a release build; this is neither.
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(page.value("kafka_cluster_brokers") == 3)
    #expect(page.value("kafka_group_partition_lag", ["group": "reports", "topic": "archive-10", "partition": "3"]) == 120)
    #expect(page.value("kafka_topic_partition_leader_epoch", ["topic": "orders", "partition": "0"]) != nil, "not all families are on")

    let output = demo.process.standardOutput
    #expect(output.contains("http://127.0.0.1:\(demo.port)/metrics"))
    #expect(output.contains("What happens, counted from now, and again every 4m:\n  at 15s for 20s: orders gets 8 times its records\n"))

    demo.process.signal(signal)
    #expect(try await demo.process.wait(within: .seconds(2)) == 0)
    #expect(demo.process.standardError.contains("msg=stopped"))
  }

  @Test func clientsSeeTheBrokersAndTheEventsAreLogged() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(
      """
      brokers: 2
      topics: [{name: orders, partitions: 3, history: {records: 10, size: 5B}}]
      traffic: [{topic: orders, rate: 30}]
      groups: [{name: billing, topics: [orders], commit: 200ms}]
      events: [{at: 400ms, for: 1s, stop: billing}]
      """, to: "small.yaml")
    let demo = try await DemoProcess.start(["--scenario", file, "--interval", "200ms"])
    let listing = try await run("kcat", ["-L", "-b", demo.bootstrap], within: .seconds(10)).checked("kcat -L").standardOutput
    #expect(listing.contains("2 brokers:") && listing.contains("topic \"orders\" with 3 partitions:"))
    let arguments = ["-C", "-b", demo.bootstrap, "-t", "orders", "-p", "0", "-o", "0", "-c", "10", "-e", "-q", "-f", "%o\\n"]
    let records = try await run("kcat", arguments, within: .seconds(10)).checked("kcat -C").standardOutput
    #expect(records == "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n")

    _ = try await demo.page("the group has no members") { $0.value("kafka_group_members", ["group": "billing"]) == 0 }
    _ = try await demo.page("the group has its member again, and goes on") { page in
      page.value("kafka_group_members", ["group": "billing"]) == 1 && page.value("kafka_group_lag", ["group": "billing"]) ?? 100 < 40
    }
    let log = demo.process.standardError
    #expect(log.contains(#"msg="event begins" event="the members of billing leave, until they join again""#))
    #expect(log.contains(#"msg="event ends" event="the members of billing leave, until they join again""#))
    #expect(try await demo.process.terminate() == 0)
  }

  // MARK: - What can be wrong

  @Test func aPortInUseIsNamedWithWhatToDo() async throws {
    let first = try await DemoProcess.start()
    let kafkaPort = try #require(first.bootstrap.split(separator: ",").first?.split(separator: ":").last)
    let broker = try await ExporterProcess.run(["demo", "--listen", "127.0.0.1:0", "--kafka-port", "\(kafkaPort)"], within: .seconds(10))
    #expect(broker.status == 1)
    #expect(
      broker.standardError
        == "exporter: cannot listen on 127.0.0.1:\(kafkaPort) for a simulated broker: address already in use; another process has the port "
        + "(\"ss -ltnp sport = :\(kafkaPort)\" shows which): stop it, or take others: --kafka-port PORT, 0 for any that are free\n")
    let page = try await ExporterProcess.run(["demo", "--listen", "127.0.0.1:\(first.port)", "--kafka-port", "0"], within: .seconds(10))
    #expect(page.status == 1)
    #expect(
      page.standardError
        == "exporter: cannot listen on 127.0.0.1:\(first.port): address already in use; another process has the port "
        + "(\"ss -ltnp sport = :\(first.port)\" shows which): stop it, or listen on another port: --listen ADDRESS:PORT\n")
    #expect(try await first.process.terminate() == 0)
  }

  @Test func everyProblemOfAScenarioIsToldAndTheStatusIs2() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(
      "brokers: 2\ntopics: [{name: orders, partitions: -1}]\ntraffic: [{topic: order, rate: 1}]\n", to: "wrong.yaml")
    let finished = try await ExporterProcess.run(["demo", "--scenario", file])
    #expect(finished.status == 2)
    #expect(finished.standardOutput == "")
    #expect(
      finished.standardError == """
        exporter: \(file):2:37: topics[0].partitions: -1 is out of range; allowed: an integer from 1 to 2000000
        exporter: \(file):3:19: traffic[0].topic: there is no topic "order"; did you mean "orders"?; allowed: orders

        """)
  }

  @Test(arguments: [
    (["--scenario", "/nowhere.yaml"], "exporter: /nowhere.yaml: there is no such file\n"),
    (
      ["--kafka-port", "65534"],
      "exporter: --kafka-port: 3 brokers need as many ports, and from 65534 on there are fewer; allowed: 0 to 65533\n"
    ),
    (
      ["--kafka-port", "kafka"],
      "exporter demo: --kafka-port: \"kafka\" is no integer; allowed: an integer from 0 to 65535\nsee exporter demo --help\n"
    ),
    (
      ["--kafka-port", "0", "--interval", "2"],
      "exporter: flag --interval: interval: \"2\" has no unit; did you mean 2s?; allowed: a duration from 100ms to 1d, such as 500ms or 1m30s\n"
    ),
    (
      ["--bootstrap", "localhost:9092"],
      "exporter demo: --bootstrap is a flag of exporter serve and exporter check and exporter lag and exporter topics apply, not of this subcommand\n"
        + "see exporter demo --help\n"
    ),
  ])
  func wrongArgumentsAreToldAndTheStatusIs2(arguments: [String], message: String) async throws {
    let finished = try await ExporterProcess.run(["demo"] + arguments, within: .seconds(10))
    #expect(finished.status == 2)
    #expect(finished.standardError == message)
    #expect(finished.standardOutput == "")
  }

  // MARK: - Truth

  /// A cluster that stands still, so that both can be asked one after the other: groups of both types, with members and without, behind, caught up, and
  /// behind what is there still.
  @Test(.enabled(if: KafkaInstallation.isAvailable, Comment(rawValue: KafkaInstallation.hint)))
  func lagsAndPageAreWhatKafkasOwnToolsPrint() async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(
      """
      topics:
        - {name: orders, partitions: 3, history: {records: 500}}
        - {name: trimmed, partitions: 2, configs: {retention.bytes: 10000}, history: {records: 400}}
      groups:
        - {name: still, members: 2, topics: [orders], behind: 40, rate: 0}
        - {name: still-848, type: consumer, members: 2, topics: [orders], behind: 7, rate: 0}
        - {name: caught-up, type: consumer, members: 2, topics: [orders, trimmed], behind: 100, commit: 200ms}
        - {name: late, members: 0, topics: [trimmed], behind: 390}
      """, to: "still.yaml")
    let demo = try await DemoProcess.start(["--scenario", file, "--interval", "300ms"])
    let page = try await demo.page("one group has caught up and retention has come") { page in
      page.value("kafka_group_lag", ["group": "caught-up"]) == 0
        && page.value("kafka_group_partition_lost_records", ["group": "late", "partition": "1"]) ?? 0 > 0
    }
    let truth = try await KafkaTruth.read(KafkaTools(installation: try KafkaInstallation.required(.v4_3), bootstrap: demo.bootstrap))
    #expect(truth.groupOffsets.count == 13)
    #expect(truth.differences(from: page) == [])
    let json = try await ExporterProcess.run(["lag", "--bootstrap", demo.bootstrap, "--json"]).checked("exporter lag --json")
    #expect(try truth.differences(fromJSON: json.standardOutput) == [])
    let table = try await ExporterProcess.run(["lag", "--bootstrap", demo.bootstrap]).checked("exporter lag")
    #expect(truth.differences(fromTable: table.standardOutput) == [])
    // The same truth with one offset changed is noticed.
    var lie = truth
    lie.groupOffsets.removeLast()
    #expect(try lie.differences(fromJSON: json.standardOutput) != [])
    #expect(try await demo.process.terminate() == 0)
  }
}
