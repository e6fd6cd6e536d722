import Synchronization

/// A long-lived JVM that runs Kafka's command line tools one after another: some 0.1 s a call in place of 1 to 2 s.
///
/// There is one for each installation, started by the first call. One that hangs is replaced.
actor ToolServer {
  private static let servers = Mutex<[KafkaInstallation: ToolServer]>([:])

  private let installation: KafkaInstallation
  private var starting: Task<Running, any Error>?

  private struct Running {
    let process: ChildProcess
    let port: UInt16
  }

  static func server(for installation: KafkaInstallation) -> ToolServer {
    servers.withLock { servers in
      if let server = servers[installation] { return server }
      let server = ToolServer(installation)
      servers[installation] = server
      return server
    }
  }

  private init(_ installation: KafkaInstallation) {
    self.installation = installation
  }

  /// Calls a class' `main` and returns when it has returned or asked to exit.
  ///
  /// - Throws: `HarnessError` when the JVM cannot be started or the tool takes longer than `limit`.
  func run(_ mainClass: String, _ arguments: [String], within limit: Duration) async throws(HarnessError) -> Finished {
    let running = try await runningServer()
    let body = Array(([mainClass] + arguments).joined(separator: "\0").utf8)
    let response: HTTPResponse
    do throws(HarnessError) {
      response = try await HTTPClient.request("POST", "/", port: running.port, body: body, within: limit)
    } catch {
      starting = nil
      let tail = running.process.outputTail()
      try await running.process.kill()
      throw HarnessError("\(mainClass) \(arguments.joined(separator: " ")): \(error)\n\(tail)")
    }
    guard let status = response.header("X-Status").flatMap({ Int32($0) }),
      let length = response.header("X-Output-Length").flatMap({ Int($0) }), (0...response.body.count).contains(length)
    else { throw HarnessError("\(mainClass): not an answer of the tool server: \(response.status) \(response.text)") }
    return Finished(
      status: status, standardOutput: String(decoding: response.body.prefix(length), as: UTF8.self),
      standardError: String(decoding: response.body.dropFirst(length), as: UTF8.self))
  }

  private func runningServer() async throws(HarnessError) -> Running {
    let task: Task<Running, any Error>
    if let starting {
      task = starting
    } else {
      let installation = installation
      task = Task { try await Self.start(installation) }
      starting = task
    }
    do {
      return try await task.value
    } catch {
      starting = nil
      throw HarnessError("the tool server for \(installation.version): \(error)")
    }
  }

  private static func start(_ installation: KafkaInstallation) async throws -> Running {
    let source = packageRoot + "/Tests/Support/Java/ToolServer.java"
    let process = try await ChildProcess.start("java", JavaProgram.arguments(installation, sourceFile: source))
    do {
      let port = try await eventually(within: .seconds(60), "it says its port") { () -> UInt16? in
        guard process.isRunning else { throw Hopeless("it ended with status \(process.status ?? 0)") }
        return process.standardOutput.firstMatch(of: /port ([0-9]+)\n/).flatMap { UInt16($0.1) }
      }
      return Running(process: process, port: port)
    } catch {
      throw HarnessError("\(error)\n\(process.outputTail())")
    }
  }
}
