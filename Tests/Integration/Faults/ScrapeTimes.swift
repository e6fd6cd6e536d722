import TestSupport

/// How long scrapes took.
struct ScrapeTimes {
  private var durations: [Duration] = []

  mutating func add(_ duration: Duration) {
    durations.append(duration)
  }

  var count: Int { durations.count }
  var worst: Duration { durations.max() ?? .zero }
  var median: Duration { durations.isEmpty ? .zero : durations.sorted()[durations.count / 2] }
}

extension ExporterProcess {
  /// Scrapes again and again until something holds of a page, and tells how long the scrapes took.
  func scrape(
    within limit: Duration, until description: String, _ condition: (PrometheusPage) throws -> Bool
  ) async throws(HarnessError) -> (page: PrometheusPage, times: ScrapeTimes) {
    var times = ScrapeTimes()
    let page = try await eventually(within: limit, every: .milliseconds(20), description) { () -> PrometheusPage? in
      let response = try await get("/metrics")
      guard response.status == 200 else { throw Hopeless("/metrics: \(response.status)") }
      times.add(response.duration)
      let page = try PrometheusPage.parse(response.text)
      return try condition(page) ? page : nil
    }
    return (page, times)
  }

  /// The log lines that contain all of these texts.
  func logLines(_ texts: String...) -> [Substring] {
    log.split(separator: "\n").filter { line in texts.allSatisfy { line.contains($0) } }
  }
}
