import TestSupport

/// What a large page says of the exporter itself, found without reading everything else on it as samples.
struct ScalePage: Sendable {
  let bytes: Int
  let samples: Int
  /// All requests since the start.
  let requests: Double
  /// The last run of every collector, one after the other as in a poll.
  let collectorSeconds: Double
  /// Collectors that failed, and polls that were skipped.
  let failures: [String]

  init(of exporter: ExporterProcess) async throws {
    let answer = try await exporter.get("/metrics", within: .seconds(60))
    guard answer.status == 200 else { throw HarnessError("/metrics: \(answer.status)") }
    let mark = Array("kafka_exporter_".utf8)
    var own: [PrometheusSample] = []
    var samples = 0
    for line in answer.body.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      samples += 1
      guard line.starts(with: mark) else { continue }
      own += try PrometheusPage.parse(String(decoding: line, as: UTF8.self) + "\n").samples
    }
    bytes = answer.body.count
    self.samples = samples
    requests = own.filter { $0.name == "kafka_exporter_requests_total" }.map(\.value).reduce(0, +)
    collectorSeconds = own.filter { $0.name == "kafka_exporter_collector_duration_seconds" }.map(\.value).reduce(0, +)
    failures = own.compactMap { sample in
      switch sample.name {
      case "kafka_exporter_collector_success" where sample.value == 0: "collector \(sample.labels["collector"] ?? "") failed"
      case "kafka_exporter_polls_skipped_total" where sample.value > 0: "\(Int(sample.value)) polls skipped"
      default: nil
      }
    }
  }
}
