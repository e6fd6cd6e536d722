import TestSupport
import Testing

/// ./run.sh as its users run it, with a docker that only remembers what it was asked.
struct RunScriptTests {
  private static let healthy = "/kafka-1 running 0 healthy\n/topics exited 0 "

  @Test func aFreshStartRemovesExactlyWhatItShowedAndThenStartsAnew() async throws {
    var docker = try FreshEnvironment.docker(hasBelongings: true)
    try FreshEnvironment.starts(&docker, states: [Self.healthy])
    let said = try await docker.runScript(typing: "y\n")
    #expect(said.status == 0, "\(said.standardOutput)\(said.standardError)")
    for shown in [
      "container  kafka-1", "network    kafka-exporter_default", "volume     kafka-exporter_kafka-1-data", "kafka-exporter:local",
    ] {
      #expect(said.standardOutput.contains(shown), "\(said.standardOutput)")
    }
    #expect(
      docker.deeds == [
        "rm --force --volumes c1 c2", "network rm n1", "volume rm kafka-exporter_kafka-1-data kafka-exporter_grafana-data",
        "image rm --force i1", "compose build", "compose up --detach",
      ])
    #expect(said.standardOutput.contains("Kafka       kafka.example:10001,kafka.example:10002\n"))
    #expect(said.standardOutput.contains("Prometheus  http://kafka.example:9091/\n"))
  }

  @Test(arguments: ["n\n", "\n", "", "yess\n"]) func anythingButYesRemovesNothing(_ typed: String) async throws {
    let docker = try FreshEnvironment.docker(hasBelongings: true)
    let said = try await docker.runScript(typing: typed)
    #expect(said.status == 1)
    #expect(said.standardError.contains("nothing was removed, nothing was started"))
    #expect(docker.deeds == [])
  }

  @Test func onlyWhatCarriesTheProjectsLabelIsLookedFor() async throws {
    let docker = try FreshEnvironment.docker(hasBelongings: true)
    _ = try await docker.runScript(typing: "n\n")
    let listings = docker.calls.filter { $0.contains("ls --quiet") || $0.hasPrefix("ps --all --quiet") }
    #expect(listings.count == 4)
    #expect(listings.allSatisfy { $0.hasSuffix("--filter \(FreshEnvironment.label)") }, "\(listings)")
  }

  @Test func yesDoesNotAskAndKeepLeavesTheData() async throws {
    var docker = try FreshEnvironment.docker(hasBelongings: true)
    try FreshEnvironment.starts(&docker, states: [Self.healthy])
    let said = try await docker.runScript(["--yes", "--keep"])
    #expect(said.status == 0, "\(said.standardError)")
    #expect(!said.standardOutput.contains("[y/N]"))
    #expect(!said.standardOutput.contains("volume "))
    #expect(
      docker.deeds == [
        "stop -t 60 c1 c2", "rm --force --volumes c1 c2", "network rm n1", "compose build", "compose up --detach",
      ])
  }

  @Test func downRemovesAndStartsNothing() async throws {
    let docker = try FreshEnvironment.docker(hasBelongings: true)
    let said = try await docker.runScript(["--down"], typing: "yes\n")
    #expect(said.status == 0, "\(said.standardError)")
    #expect(docker.deeds.map { $0.prefix { $0 != "-" } } == ["rm ", "network rm n1", "volume rm kafka", "image rm "])
    let nothing = try FreshEnvironment.docker(hasBelongings: false)
    #expect(try await nothing.runScript(["--down"]).standardOutput == "Nothing of the project kafka-exporter is there.\n")
    #expect(nothing.deeds == [])
  }

  @Test func itWaitsUntilAllIsHealthy() async throws {
    var docker = try FreshEnvironment.docker(hasBelongings: false)
    try FreshEnvironment.starts(
      &docker,
      states: ["/kafka-1 running 0 starting\n/topics running 0 starting", "/kafka-1 running 0 healthy\n/topics exited 1 ", Self.healthy])
    let said = try await docker.runScript()
    #expect(said.status == 0, "\(said.standardError)")
    #expect(said.standardOutput.contains("waiting for kafka-1 topics"))
    #expect(said.standardOutput.contains("waiting for topics \n"))
    #expect(docker.calls.filter { $0.hasPrefix("inspect") }.count == 3)
  }

  @Test func whatDoesNotBecomeHealthyInTimeIsShownWithItsLog() async throws {
    var docker = try FreshEnvironment.docker(hasBelongings: false)
    try FreshEnvironment.starts(&docker, states: ["/kafka-1 running 0 healthy\n/kafka-2 running 0 unhealthy\n/grafana created 0 "])
    let said = try await docker.runScript(["--wait", "1"])
    #expect(said.status == 1)
    #expect(said.standardError.contains("not healthy within 1 s: kafka-2 grafana"), "\(said.standardError)")
    #expect(said.standardError.contains("== kafka-2 running 0 unhealthy"))
    #expect(said.standardError.contains("   the last words of its log"))
    #expect(docker.calls.filter { $0.hasPrefix("logs") } == ["logs --tail 40 kafka-2"])
    #expect(docker.deeds == ["compose build", "compose up --detach"], "what failed is left to be looked at")
  }

  @Test func aFailedStartShowsWhy() async throws {
    var docker = try FreshEnvironment.docker(hasBelongings: false)
    try docker.answer("compose*up --detach", status: 1)
    try FreshEnvironment.starts(&docker, states: ["/topics exited 1 "])
    let said = try await docker.runScript()
    #expect(said.status == 1)
    #expect(said.standardError.contains("the last words of its log"))
    #expect(said.standardError.contains("docker compose up failed"))
  }

  @Test func anImageThatCannotBeBuiltStartsNothing() async throws {
    var docker = try FreshEnvironment.docker(hasBelongings: false)
    try docker.answer("compose*build", status: 17)
    let said = try await docker.runScript()
    #expect(said.status == 1)
    #expect(said.standardError.contains("the image could not be built"))
    #expect(docker.deeds == ["compose build"])
  }

  @Test func aProfileGoesToEveryCallOfCompose() async throws {
    var docker = try FreshEnvironment.docker(hasBelongings: false)
    try FreshEnvironment.starts(&docker, states: [Self.healthy])
    #expect(try await docker.runScript(["--profile", "single"]).status == 0)
    let calls = docker.calls.filter { $0.hasPrefix("compose") && !$0.contains("version") }
    #expect(calls == ["config", "build", "up --detach"].map { "compose --profile single \($0)" })
  }

  @Test(arguments: [
    (["--profile"], "--profile needs a value"), (["--profile", "zookeeper"], #"unknown profile "zookeeper""#),
    (["--wait", "soon"], "expected a whole number of seconds"), (["--wait", ""], "expected a whole number of seconds"),
    (["--force"], #"unknown option "--force""#), (["yes"], #"unknown option "yes""#),
  ])
  func aWrongOptionDoesNothing(_ arguments: [String], _ message: String) async throws {
    let docker = try FakeDocker()
    let said = try await docker.runScript(arguments)
    #expect(said.status == 2)
    #expect(said.standardError.contains(message) && said.standardError.contains("usage:"))
    #expect(docker.calls == [])
  }

  @Test func helpNamesEveryOption() async throws {
    let said = try await FakeDocker().runScript(["--help"])
    #expect(said.status == 0)
    for option in ["--yes", "--keep", "--down", "--profile", "--wait"] { #expect(said.standardOutput.contains("\n  \(option)")) }
  }
}
