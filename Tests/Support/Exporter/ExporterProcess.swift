/// The built `exporter` serving on a free port: tested as its users run it.
public final class ExporterProcess: Sendable {
  /// Of its HTTP listener.
  public let port: UInt16
  public let process: ChildProcess

  /// Starts `exporter serve --listen 127.0.0.1:PORT` with more arguments and returns when it answers HTTP, ready or not.
  ///
  /// - Throws: `HarnessError` with the log's end when it ends or does not answer in time.
  public static func serve(
    _ arguments: [String] = [], environment: [String: String] = [:], within limit: Duration = .seconds(10)
  ) async throws(HarnessError) -> ExporterProcess {
    let port = try FreePort.next()
    let process = try await ChildProcess.start(
      try BuiltProducts.path(of: "exporter"), ["serve", "--listen", "127.0.0.1:\(port)"] + arguments, environment: environment)
    do throws(HarnessError) {
      try await eventually(within: limit, "the exporter answers") {
        guard process.isRunning else { throw Hopeless("it ended with status \(process.status ?? 0)") }
        return try await HTTPClient.get("/health", port: port, within: .seconds(2)).status > 0
      }
    } catch {
      throw HarnessError("\(error)\n\(process.outputTail())")
    }
    return ExporterProcess(port: port, process: process)
  }

  /// Runs a subcommand to its end.
  public static func run(
    _ arguments: [String], environment: [String: String] = [:], within limit: Duration = .seconds(30)
  ) async throws(HarnessError) -> Finished {
    try await TestSupport.run(try BuiltProducts.path(of: "exporter"), arguments, environment: environment, within: limit)
  }

  private init(port: UInt16, process: ChildProcess) {
    self.port = port
    self.process = process
  }

  /// What it has logged so far.
  public var log: String { process.standardError }

  public func get(
    _ path: String, headers: [(String, String)] = [], within limit: Duration = .seconds(10)
  ) async throws(HarnessError) -> HTTPResponse {
    try await HTTPClient.get(path, port: port, headers: headers, within: limit)
  }

  /// The page of `/metrics`.
  ///
  /// - Throws: `HarnessError` when it is not there or not in the format.
  public func page() async throws(HarnessError) -> PrometheusPage {
    let response = try await get("/metrics")
    guard response.status == 200 else { throw HarnessError("/metrics: \(response.status) \(response.text)") }
    return try PrometheusPage.parse(response.text)
  }

  /// Waits for a page of which something holds, and returns it.
  public func page(
    within limit: Duration = .seconds(30), _ description: String, _ condition: (PrometheusPage) throws -> Bool
  ) async throws(HarnessError) -> PrometheusPage {
    do throws(HarnessError) {
      return try await eventually(within: limit, every: .milliseconds(50), description) { () -> PrometheusPage? in
        let page = try await page()
        return try condition(page) ? page : nil
      }
    } catch {
      throw HarnessError("\(error)\n\(process.outputTail())")
    }
  }

  /// Waits until `/ready` says so.
  public func awaitReady(within limit: Duration = .seconds(30)) async throws(HarnessError) {
    do throws(HarnessError) {
      try await eventually(within: limit, "/ready is 200") {
        let response = try await get("/ready")
        guard response.status == 200 else { throw HarnessError("\(response.status) \(response.text)") }
        return true
      }
    } catch {
      throw HarnessError("\(error)\n\(process.outputTail())")
    }
  }

  public func stop() async throws(HarnessError) {
    try await process.terminate()
  }
}
