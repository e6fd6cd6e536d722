import Foundation
import Glibc
import TestSupport
import Testing

/// The program as a shell sees it, where there is no Kafka: what it prints, what it leaves the shell with, and that it never hangs.
@Suite(.timeLimit(.minutes(2))) struct CommandLineTests {
  // MARK: - Wrong arguments and files

  @Test(arguments: [
    (["bogus"], "exporter: unknown subcommand \"bogus\"\nsee exporter --help\n"),
    (
      ["serve", "--intervall", "5s"],
      "exporter serve: unknown flag \"--intervall\"; did you mean \"--interval\"?\nsee exporter serve --help\n"
    ),
    (["lag", "--config", "/nonexistent.yaml"], "exporter: /nonexistent.yaml: there is no such file\n"),
  ])
  func whatIsWrongIsSaidAndTheStatusIs2(arguments: [String], message: String) async throws {
    let finished = try await ExporterProcess.run(arguments)
    #expect(finished.status == 2)
    #expect(finished.standardError == message)
    #expect(finished.standardOutput == "")
  }

  @Test(arguments: ["serve", "check", "lag"]) func everyProblemOfAFileIsTold(subcommand: String) async throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write("bootstrap: [localhost:9092]\nintervall: 3s\ntopics:\n  internal: maybe\n", to: "wrong.yaml")
    let finished = try await ExporterProcess.run([subcommand, "--config", file])
    #expect(finished.status == 2)
    #expect(
      finished.standardError == """
        exporter: \(file):2:1: intervall: unknown key; did you mean "interval"?
        exporter: \(file):4:13: topics.internal: "maybe" is no boolean; allowed: true or false

        """)
  }

  // MARK: - No Kafka

  @Test func lagWithoutKafkaSaysWhyOnce() async throws {
    let port = try FreePort.next()
    let table = try await ExporterProcess.run(["lag", "--bootstrap", "127.0.0.1:\(port)"], within: .seconds(10))
    #expect(table.status == 1)
    #expect(table.standardOutput == "")
    #expect(table.standardError.split(separator: "\n").count == 1)
    #expect(table.standardError.hasPrefix("exporter: cluster: ") && table.standardError.contains("Connection refused"))
    let json = try await ExporterProcess.run(["lag", "--json", "--group", "g", "--bootstrap", "127.0.0.1:\(port)"], within: .seconds(10))
    #expect(json.status == 1)
    #expect(json.standardOutput == "[]\n")
    #expect(!json.standardError.contains("there is no group"))
  }

  @Test func checkWithoutKafkaTellsForEveryAddress() async throws {
    let ports = [try FreePort.next(), try FreePort.next()]
    let finished = try await ExporterProcess.run(
      ["check", "--bootstrap", ports.map { "127.0.0.1:\($0)" }.joined(separator: ",")], within: .seconds(10))
    #expect(finished.status == 1)
    for port in ports { #expect(finished.standardOutput.contains("FAILED   bootstrap 127.0.0.1:\(port): ")) }
  }

  @Test func severalClustersAreToldApart() async throws {
    let folder = try TemporaryDirectory()
    let ports = [try FreePort.next(), try FreePort.next()]
    let file = try folder.write(
      "clusters:\n  - name: east\n    bootstrap: [127.0.0.1:\(ports[0])]\n  - name: west\n    bootstrap: [127.0.0.1:\(ports[1])]\n",
      to: "two.yaml")
    let lag = try await ExporterProcess.run(["lag", "--config", file], within: .seconds(10))
    #expect(lag.status == 1)
    let lines = lag.standardError.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("exporter: cluster east: cluster: ") == true)
    #expect(lines.last?.hasPrefix("exporter: cluster west: cluster: ") == true)
    let check = try await ExporterProcess.run(["check", "--config", file], within: .seconds(10))
    #expect(check.status == 1)
    #expect(check.standardOutput.contains("cluster east\nFAILED"))
    #expect(check.standardOutput.contains("cluster west\nFAILED"))
  }

  @Test(arguments: ["lag", "check"]) func aBrokerThatNeverAnswersEndsInTime(subcommand: String) async throws {
    let silent = try await SilentBroker.start()
    let finished = try await ExporterProcess.run(
      [subcommand, "--bootstrap", "127.0.0.1:\(silent.port)", "--timeouts-request", "500ms"], within: .seconds(15))
    #expect(finished.status == 1)
    #expect((finished.standardOutput + finished.standardError).contains("127.0.0.1:\(silent.port): "))
    try await silent.stop()
  }

  @Test(arguments: [["--help"], ["lag", "--json", "--bootstrap", "127.0.0.1:1"]]) func whoReadsTheAnswerMayBeGone(arguments: [String])
    async throws
  {
    // A pipe whose reader has gone before anything is written; SIGPIPE is as the shell leaves it.
    let program = """
      import os, subprocess, sys
      reader, writer = os.pipe()
      os.close(reader)
      print(subprocess.run(sys.argv[1:], stdout=writer, stderr=subprocess.DEVNULL).returncode)
      """
    let exporter = try BuiltProducts.path(of: "exporter")
    let finished = try await TestSupport.run("python3", ["-c", program, exporter] + arguments, within: .seconds(10))
    #expect(finished.standardOutput == "0\n")
  }

  @Test func watchingEndsWithControlC() async throws {
    let child = try await ChildProcess.start(
      try BuiltProducts.path(of: "exporter"), ["lag", "--json", "--watch", "100ms", "--bootstrap", "127.0.0.1:\(try FreePort.next())"])
    try await eventually("it has collected twice") { child.standardOutput.split(separator: "\n").count >= 2 }
    child.signal(SIGINT)
    #expect(try await child.wait(within: .seconds(2)) == 130)
  }

  // MARK: - The daemon

  @Test func aPortInUseIsNamedAndTheStatusIs1() async throws {
    let first = try await ExporterProcess.serve(["--bootstrap", "127.0.0.1:\(try FreePort.next())"])
    let second = try await ExporterProcess.run(
      ["serve", "--listen", "127.0.0.1:\(first.port)", "--bootstrap", "127.0.0.1:1"], within: .seconds(10))
    #expect(second.status == 1)
    #expect(second.standardError.hasPrefix("exporter: cannot listen on 127.0.0.1:\(first.port): address already in use; "))
    #expect(second.standardError.split(separator: "\n").count == 1)
    try await first.stop()
  }

  @Test(arguments: [SIGTERM, SIGINT]) func itEndsWithinTwoSecondsWhileAPollHangs(signal: Int32) async throws {
    let silent = try await SilentBroker.start()
    let exporter = try await ExporterProcess.serve(["--bootstrap", "127.0.0.1:\(silent.port)", "--timeouts-request", "60s"])
    try await eventually("the poll asks the silent broker") { silent.connections > 0 }
    exporter.process.signal(signal)
    #expect(try await exporter.process.wait(within: .seconds(2)) == 0)
    #expect(exporter.log.contains("msg=stopped"))
    try await silent.stop()
  }

  @Test func aReloadTakesAGoodFileAndRefusesAWrongOne() async throws {
    let folder = try TemporaryDirectory()
    let port = try FreePort.next()
    let good = "bootstrap: [127.0.0.1:\(port)]\n"
    let file = try folder.write(good, to: "exporter.yaml")
    let exporter = try await ExporterProcess.serve(["--config", file])

    _ = try folder.write(good + "listen: 127.0.0.1:1\nlog:\n  format: json\n", to: "exporter.yaml")
    exporter.process.signal(SIGHUP)
    try await eventually("it has reloaded") { exporter.log.contains(#""msg":"configuration reloaded""#) }

    _ = try folder.write(good + "intervall: 3s\ntopics:\n  internal: maybe\n", to: "exporter.yaml")
    exporter.process.signal(SIGHUP)
    try await eventually("both problems are logged") { exporter.log.components(separatedBy: "configuration not reloaded").count == 3 }
    #expect(try await exporter.get("/health").status == 200)
    #expect(exporter.process.isRunning)
    #expect(try await exporter.process.terminate() == 0)
  }
}

/// Something that takes connections and never says a word.
private struct SilentBroker {
  private static let program = """
    import socket
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    kept = []
    while True:
        kept.append(listener.accept())
        print("connection", flush=True)
    """

  let port: Int
  private let process: ChildProcess

  static func start() async throws -> SilentBroker {
    let process = try await ChildProcess.start("python3", ["-c", program])
    let port = try await eventually("the silent broker listens") { () -> Int? in
      process.standardOutput.split(separator: "\n").first.flatMap { Int($0) }
    }
    return SilentBroker(port: port, process: process)
  }

  /// How many it has taken.
  var connections: Int { process.standardOutput.split(separator: "\n").count - 1 }

  func stop() async throws {
    try await process.terminate()
  }
}
