import TestSupport
import Testing

/// What keeps ./run.sh from starting is found before anything is removed, and said in words.
struct RunScriptObstacleTests {
  @Test func withoutDockerItSaysWhereToGetIt() async throws {
    let said = try await FakeDocker(isInstalled: false).runScript()
    #expect(said.status == 1)
    #expect(said.standardError.hasPrefix("run.sh: docker is not on the PATH"), "\(said.standardError)")
  }

  @Test(arguments: [
    ("1.29.2", 0, "Docker Compose 1.29.2 is too old: 2.20.0 or newer is needed"), ("2.9.0", 0, "Docker Compose 2.9.0 is too old"),
    ("", 1, "docker compose is not there"),
  ])
  func anOldComposeIsRefused(_ version: String, _ status: Int, _ message: String) async throws {
    var docker = try FakeDocker()
    try docker.answer("compose version --short", version, status: status)
    let said = try await docker.runScript()
    #expect(said.status == 1)
    #expect(said.standardError.contains(message), "\(said.standardError)")
    #expect(docker.deeds == [])
  }

  @Test func withoutBuildxItSaysWhatIsMissing() async throws {
    var docker = try FakeDocker()
    try docker.answer("compose version --short", "2.20.0")
    try docker.answer("buildx version", status: 1)
    let said = try await docker.runScript()
    #expect(said.status == 1)
    #expect(said.standardError.hasPrefix("run.sh: docker buildx is not there"), "\(said.standardError)")
  }

  @Test func aDaemonThatDoesNotAnswerIsNamed() async throws {
    var docker = try FakeDocker()
    try docker.answer("compose version --short", "2.20.0")
    try docker.answer("buildx version")
    try docker.answer("info", status: 1)
    let said = try await docker.runScript()
    #expect(said.status == 1)
    #expect(said.standardError.contains("the Docker daemon does not answer"))
  }

  @Test func aFileThatComposeRefusesEndsIt() async throws {
    var docker = try FakeDocker()
    try docker.answer("compose version --short", "2.20.0")
    try docker.answer("buildx version")
    try docker.answer("info")
    try docker.answer("compose config", status: 15)
    let said = try await docker.runScript(["--yes"])
    #expect(said.status == 1)
    #expect(said.standardError.contains("docker compose config refuses"))
    #expect(docker.deeds == [])
  }

  @Test func aPortOfSomebodyElseIsFoundBeforeAnythingIsRemoved() async throws {
    let somebody = try await DemoProcess.start()
    let docker = try FreshEnvironment.docker(hasBelongings: true, port: somebody.port)
    let said = try await docker.runScript(["--yes"])
    #expect(said.status == 1)
    #expect(
      said.standardError.contains("port \(somebody.port) is in use by something that is not of this project"), "\(said.standardError)")
    #expect(docker.deeds == [])
    try await somebody.process.terminate()
  }

  @Test func aPortOfTheEnvironmentThatIsReplacedIsNoObstacle() async throws {
    let own = try await DemoProcess.start()
    var docker = try FakeDocker()
    try docker.answer("ps --quiet --filter \(FreshEnvironment.label) --filter publish=\(own.port)", "c1")
    try docker.answer("compose version --short", "5.1.0")
    try docker.answer("buildx version")
    try docker.answer("info")
    try docker.answer("compose config", "name: kafka-exporter\n        published: \"\(own.port)\"")
    try docker.answer("ps --all --quiet *", "c1")
    try docker.answer("*ls --quiet *")
    try docker.answer("ps --all --filter *", "  container  kafka-1  (Up 2 hours)")
    let said = try await docker.runScript(typing: "n\n")
    #expect(said.standardError.contains("nothing was removed"), "\(said.standardError)")
    try await own.process.terminate()
  }

  @Test func aContainerNameOfSomebodyElseIsFoundBeforeAnythingIsRemoved() async throws {
    var docker = try FakeDocker()
    try docker.answer("ps --all --filter name=^/kafka-1$ --format *", "kafka-1=another-project")
    try docker.answer("compose version --short", "5.1.0")
    try docker.answer("buildx version")
    try docker.answer("info")
    try docker.answer("compose config", "name: kafka-exporter\nservices:\n  kafka-1:\n    container_name: kafka-1\n")
    let said = try await docker.runScript(["--yes"])
    #expect(said.status == 1)
    #expect(said.standardError.contains("a container named kafka-1 that is not of this project"), "\(said.standardError)")
    #expect(docker.deeds == [])
  }
}
