import CMicroHTTPD
import Foundation
import KafkaExporter

/// The plain page of the big cluster, and its gzip; wrk asks for either without saying so, since the bytes are all that counts.
let scrapeBenchmarks =
  scrapeLines("scrape", pageBytes: 11_000_000, medianAim: 5) + scrapeLines("scrape-gzip", pageBytes: 700_000, medianAim: 1)

private func scrapeLines(_ name: String, pageBytes: Int, medianAim: Double) -> [Benchmark] {
  let run = Once { try ScrapeBenchmark(pageBytes: pageBytes, rounds: 5, secondsPerRound: 1).run() }
  return [
    Benchmark(name: name, unit: "1/s", aim: .ratioAtLeast(0.8)) {
      let result = try await run.value
      return .init(
        value: result.scrapesPerSecond, ratio: result.ratio, comparedWith: "bare server",
        note: "\(result.pageBytes) bytes, 4 connections")
    },
    Benchmark(name: "\(name)-p50", unit: "ms", aim: .atMost(medianAim)) {
      let result = try await run.value
      return .init(
        value: result.medianMilliseconds, ratio: result.bareMedianMilliseconds / result.medianMilliseconds, comparedWith: "bare server",
        note: "1 connection")
    },
  ]
}

/// Scrapes a second of the exporter's server against a bare libmicrohttpd daemon that serves the same bytes as a static buffer, measured by wrk in turns, so
/// that what else the machine does meets both alike.
struct ScrapeBenchmark {
  /// Bytes of the page.
  let pageBytes: Int
  /// Turns of each server; the medians count.
  let rounds: Int
  let secondsPerRound: Int

  struct Result: Sendable {
    let pageBytes: Int
    /// Median scrapes a second with 4 connections.
    let scrapesPerSecond: Double
    let bareScrapesPerSecond: Double
    /// Median of the rounds' ratios.
    let ratio: Double
    /// Milliseconds that half of the scrapes of a single connection take at the most.
    let medianMilliseconds: Double
    let bareMedianMilliseconds: Double
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// - Throws: `Benchmark.Skipped` where there is no wrk.
  func run() throws -> Result {
    guard FileManager.default.isExecutableFile(atPath: Self.wrk) else { throw Benchmark.Skipped(reason: "no \(Self.wrk)") }
    let bytes = (0..<pageBytes).map { UInt8(truncatingIfNeeded: 0x20 + $0 % 95) }
    let bare = try BareServer(serving: bytes)
    let page = Self.page(of: bytes)
    let endpoints = Endpoints(
      pages: SinglePage(page: page), status: NoStatus(), rules: ReadinessRules(maximumAgeSeconds: 60), counter: HTTPRequestCounter(),
      now: { 0 })
    let server = try HTTPServer(on: ListenAddress(host: "127.0.0.1", port: 0)) { endpoints.respond(to: $0) }
    defer { server.stop() }

    var ours: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<rounds {
      ours.append(try wrk(port: server.port, connections: 4).requestsPerSecond)
      theirs.append(try wrk(port: bare.port, connections: 4).requestsPerSecond)
    }
    return Result(
      pageBytes: pageBytes, scrapesPerSecond: Self.median(ours), bareScrapesPerSecond: Self.median(theirs),
      ratio: Self.median(zip(ours, theirs).map { $0 / $1 }),
      medianMilliseconds: try wrk(port: server.port, connections: 1).medianMilliseconds,
      bareMedianMilliseconds: try wrk(port: bare.port, connections: 1).medianMilliseconds)
  }

  private static let wrk = "/usr/bin/wrk"

  private func wrk(port: UInt16, connections: Int) throws -> (requestsPerSecond: Double, medianMilliseconds: Double) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.wrk)
    process.arguments = [
      "-t\(min(connections, 2))", "-c\(connections)", "-d\(secondsPerRound)s", "--latency", "http://127.0.0.1:\(port)/metrics",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard let rate = text.firstMatch(of: /Requests\/sec:\s+([0-9.]+)/).flatMap({ Double($0.1) }),
      let latency = text.firstMatch(of: /50%\s+([0-9.]+)(us|ms|s)/), let value = Double(latency.1)
    else { throw Failure(description: "wrk did not print what was expected:\n\(text)") }
    let units: [String: Double] = ["us": 0.001, "ms": 1, "s": 1000]
    return (rate, value * (units[String(latency.2)] ?? 1))
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }

  private static func page(of bytes: [UInt8]) -> PageBytes {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    unsafe memory.copyBytes(from: bytes)
    return unsafe PageBytes(adopting: UnsafeRawBufferPointer(memory))
  }
}

private struct SinglePage: PageProvider {
  let page: PageBytes

  func page(_ format: PageFormat, _ encoding: PageEncoding) -> PageBytes { page }
}

private struct NoStatus: StatusProvider {
  var status: DaemonStatus { DaemonStatus(version: "", started: 0, clusters: []) }
}
