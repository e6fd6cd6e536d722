import Foundation

/// A real Prometheus that scrapes given targets every second.
public final class PrometheusServer: Sendable {
  public let port: UInt16
  private let process: ChildProcess
  private let directory: TemporaryDirectory

  /// - Parameters:
  ///   - targets: ports on the loopback, each scraped as `/metrics`.
  ///   - extraConfiguration: YAML added to the scrape job, indented by four spaces (`    scrape_protocols: ...`).
  /// - Throws: `HarnessError` when it is not ready in time.
  public static func start(scraping targets: [UInt16], extraConfiguration: String = "") async throws(HarnessError) -> PrometheusServer {
    let directory = try TemporaryDirectory("prometheus")
    let listed = targets.map { "'localhost:\($0)'" }.joined(separator: ", ")
    let configuration = """
      global:
        scrape_interval: 1s
        scrape_timeout: 1s
      scrape_configs:
        - job_name: exporter
      \(extraConfiguration)
          static_configs:
            - targets: [\(listed)]

      """
    let file = try directory.write(configuration, to: "prometheus.yml")
    let port = try FreePort.next()
    let process = try await ChildProcess.start(
      "prometheus",
      [
        "--config.file=\(file)", "--storage.tsdb.path=\(directory.path(of: "data"))", "--web.listen-address=127.0.0.1:\(port)",
        "--log.level=warn",
      ])
    do throws(HarnessError) {
      try await eventually(within: .seconds(30), "Prometheus is ready") {
        guard process.isRunning else { throw Hopeless("it ended with status \(process.status ?? 0)") }
        return try await HTTPClient.get("/-/ready", port: port).status == 200
      }
    } catch {
      throw HarnessError("\(error)\n\(process.outputTail())")
    }
    return PrometheusServer(port: port, process: process, directory: directory)
  }

  private init(port: UInt16, process: ChildProcess, directory: TemporaryDirectory) {
    self.port = port
    self.process = process
    self.directory = directory
  }

  public func stop() async throws(HarnessError) {
    try await process.terminate()
  }

  /// The instant vector of a PromQL expression, now. Samples of an expression that drops the name have the name "".
  ///
  /// - Throws: `HarnessError` with Prometheus' words for an expression it rejects.
  public func query(_ expression: String) async throws(HarnessError) -> [PrometheusSample] {
    guard let escaped = expression.addingPercentEncoding(withAllowedCharacters: .alphanumerics) else {
      throw HarnessError("cannot escape \(expression)")
    }
    let response = try await HTTPClient.get("/api/v1/query?query=\(escaped)", port: port)
    guard response.status == 200 else { throw HarnessError("query \(expression): \(response.text)") }
    let answer: QueryAnswer
    do {
      answer = try JSONDecoder().decode(QueryAnswer.self, from: Data(response.body))
    } catch {
      throw HarnessError("query \(expression): \(error): \(response.text)")
    }
    return answer.data.result.map { series in
      var labels = series.metric
      let name = labels.removeValue(forKey: "__name__") ?? ""
      return PrometheusSample(name: name, labels: labels, value: series.value.number, timestamp: series.value.seconds * 1000)
    }
  }

  /// The type and unit that a family was announced with; nil for one that was never scraped.
  public func family(_ name: String) async throws(HarnessError) -> (type: String, unit: String)? {
    let response = try await HTTPClient.get("/api/v1/metadata?metric=\(name)", port: port)
    guard response.status == 200 else { throw HarnessError("metadata of \(name): \(response.text)") }
    do {
      let answer = try JSONDecoder().decode(MetadataAnswer.self, from: Data(response.body))
      return answer.data[name]?.first.map { ($0.type, $0.unit) }
    } catch {
      throw HarnessError("metadata of \(name): \(error): \(response.text)")
    }
  }
}

/// The answer of `/api/v1/metadata`.
private struct MetadataAnswer: Decodable {
  struct Entry: Decodable {
    let type: String
    let unit: String
  }
  let data: [String: [Entry]]
}

/// The answer of `/api/v1/query` for a vector.
private struct QueryAnswer: Decodable {
  struct Vector: Decodable {
    let result: [Series]
  }
  struct Series: Decodable {
    let metric: [String: String]
    let value: TimedValue
  }
  /// `[1700000000.123, "42"]`
  struct TimedValue: Decodable {
    let seconds: Double
    let number: Double

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      seconds = try container.decode(Double.self)
      number = Double(try container.decode(String.self)) ?? .nan
    }
  }
  let data: Vector
}
