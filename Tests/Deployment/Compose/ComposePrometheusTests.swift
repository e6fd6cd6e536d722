import Foundation
import TestSupport
import Testing

/// Debian's Prometheus with the command, the configuration and the health check that docker-compose.yaml gives the container's.
@Suite(.enabled(if: TestTools.areInstalled, Comment(rawValue: TestTools.hint)))
struct ComposePrometheusTests {
  /// The containers have BusyBox', which takes the same options.
  private static let hasWget = FileManager.default.isExecutableFile(atPath: "/usr/bin/wget")

  @Test(.enabled(if: hasWget, "needs wget"))
  func itStartsWithItsCommandAndItsHealthCheckNoticesItsEnd() async throws {
    let service = try await ComposeProject.rendered().service("prometheus")
    let directory = try TemporaryDirectory("prometheus")
    let port = try FreePort.next()
    let places = [("=/etc/prometheus/", "=\(packageRoot)/prometheus/"), ("=/prometheus", "=\(directory.path)")]
    let command = (service.command ?? []).map { word in places.reduce(word) { $0.replacing($1.0, with: $1.1) } }
    let server = try await ChildProcess.start("prometheus", command + ["--web.listen-address=127.0.0.1:\(port)"])
    let check = service.healthCommand.map { $0.replacing("localhost:9090", with: "127.0.0.1:\(port)") }
    let program = try #require(check.first)
    do throws(HarnessError) {
      try await eventually(within: .seconds(20), every: .milliseconds(200), "Prometheus is healthy") {
        guard server.isRunning else { throw Hopeless("it ended") }
        return try await run(program, Array(check.dropFirst()), within: .seconds(5)).status == 0
      }
    } catch {
      Issue.record("\(error)\n\(server.outputTail())")
    }
    // --web.enable-lifecycle: what docs/compose.md says to do after a change.
    #expect(try await HTTPClient.request("POST", "/-/reload", port: port).status == 200)
    try await server.terminate()
    #expect(try await run(program, Array(check.dropFirst()), within: .seconds(5)).status != 0)
  }
}
