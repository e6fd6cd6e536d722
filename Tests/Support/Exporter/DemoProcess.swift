/// The built `exporter demo` on free ports: tested as its users run it.
public final class DemoProcess: Sendable {
  public let process: ChildProcess
  /// Of its HTTP listener.
  public let port: UInt16
  /// The addresses of its brokers, separated by commas, as it printed them.
  public let bootstrap: String

  /// Starts it with more arguments and returns when it has said where to look.
  ///
  /// - Throws: `HarnessError` with the end of its output when it ends or says nothing in time.
  public static func start(
    _ arguments: [String] = [], environment: [String: String] = [:], within limit: Duration = .seconds(10)
  ) async throws(HarnessError) -> DemoProcess {
    let port = try FreePort.next()
    let process = try await ChildProcess.start(
      try BuiltProducts.path(of: "exporter"), ["demo", "--listen", "127.0.0.1:\(port)", "--kafka-port", "0"] + arguments,
      environment: environment)
    do throws(HarnessError) {
      let bootstrap = try await eventually(within: limit, "the demo says where its brokers are") { () -> String? in
        guard process.isRunning else { throw Hopeless("it ended with status \(process.status ?? 0)") }
        let output = process.standardOutput
        guard output.contains("Ctrl-C") else { return nil }
        let line = output.split(separator: "\n").first { $0.contains("find the brokers at ") }
        return line?.split(separator: " ").last.map(String.init)
      }
      return DemoProcess(process: process, port: port, bootstrap: bootstrap)
    } catch {
      throw HarnessError("\(error)\n\(process.outputTail())")
    }
  }

  private init(process: ChildProcess, port: UInt16, bootstrap: String) {
    self.process = process
    self.port = port
    self.bootstrap = bootstrap
  }

  /// Waits for a page of which something holds, and returns it.
  public func page(
    within limit: Duration = .seconds(10), _ description: String, _ condition: (PrometheusPage) throws -> Bool
  ) async throws(HarnessError) -> PrometheusPage {
    try await eventually(within: limit, description) { () -> PrometheusPage? in
      let page = try PrometheusPage.parse(try await HTTPClient.get("/metrics", port: port, within: .seconds(2)).text)
      return try condition(page) ? page : nil
    }
  }
}
