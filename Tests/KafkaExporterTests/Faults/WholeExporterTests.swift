import KafkaSimulator
import TestBrokers
import TestSupport
import Testing

/// Each fault against the whole exporter: the page stays whole and answers at once, what is healthy stays current, what is not is said so; memory
/// is bounded, and everything is as before when the fault is over.
struct WholeExporterTests {
  /// For a machine that runs other tests, too: a scrape that waited for a broker would take the request timeout and more.
  private static let slowestScrape = Duration.milliseconds(290)
  /// Far less than the 2 GB that a frame can claim, and more than threads and their heaps take.
  private static let memoryGrowth = (virtual: 700e6, resident: 40e6)

  /// The cases of a family go side by side, each with an exporter and a cluster of its own: nearly all of their time is waiting.
  @Test(arguments: FaultCase.Family.allCases)
  func aFaultCostsOnlyWhatItTouchesAndNothingOfItStays(_ family: FaultCase.Family) async throws {
    await withTaskGroup(of: Void.self) { group in
      for fault in family.cases {
        group.addTask {
          do {
            try await WatchedExporter.run { try await Self.check(fault, on: $0) }
          } catch {
            Issue.record(error, "\(fault)")
          }
        }
      }
    }
  }

  private static func check(_ fault: FaultCase, on watched: WatchedExporter) async throws {
    let first = try await watched.pageWhenWhole(after: 0)
    try await watched.moveOn(from: 0)
    let before = try await watched.pageWhenWhole(after: 1)
    let connections = await watched.connections()

    try await inject(fault, into: watched)
    try await watched.moveOn(from: 1)
    var watch = Watch(before)
    try await Self.watch(watched, fault, &watch)

    try await watched.cluster.heal()
    try await watched.moveOn(from: 2)
    let after = try await watched.pageWhenWhole(after: 3)
    watch.see(after)
    #expect(after.series == before.series, "\(fault): nothing is lost, and nothing new")
    #expect(watch.shrunken.isEmpty, "\(fault): a counter never goes back")
    try await eventually(within: .seconds(5), "connections are as before") { await watched.connections() == connections }
    // A page may count the connection of a scrape, or not: the fewest that were ever seen are the exporter's own.
    let descriptors = [first, before].compactMap { $0.value("process_open_fds") }.min() ?? 0
    _ = try await watched.exporter.page(within: .seconds(5), "no more descriptors than before") { page in
      page.value("process_open_fds").map { $0 <= descriptors } ?? false
    }
  }

  private static func inject(_ fault: FaultCase, into watched: WatchedExporter) async throws {
    switch fault.kind {
    case .request(let fault, let scope): try await watched.cluster.inject(fault, into: scope)
    case .listener(let listener): for broker in fault.broken { try await watched.cluster.behave(listener, broker: broker) }
    }
    if fault.isForNewConnections { for broker in fault.broken { await watched.cluster.endConnections(of: broker) } }
  }

  /// Scrapes until all that is healthy is current and the fault was seen, and for three polls more.
  private static func watch(_ watched: WatchedExporter, _ fault: FaultCase, _ watch: inout Watch) async throws {
    let healthy = WatchedExporter.current(after: 2, of: Set([1, 2, 3]).subtracting(fault.broken))
    var pollsLeft = 3
    var polled: Double?
    try await eventually(within: .seconds(8), every: .milliseconds(30), "what is healthy is current, and the fault is told") {
      let response = try await watched.exporter.get("/metrics")
      let page = try PrometheusPage.parse(response.text)
      watch.see(page, took: response.duration)
      guard healthy.areShown(by: page) else { throw HarnessError("not current") }
      guard fault.failing.map({ watch.failed.contains($0) }) ?? true else { throw HarnessError("only \(watch.failed) failed") }
      let timestamp = page.value("kafka_exporter_snapshot_timestamp_seconds")
      if timestamp != polled {
        polled = timestamp
        pollsLeft -= 1
      }
      return pollsLeft < 0
    }
    #expect(watch.lost.isEmpty, "\(fault): what was known is served on")
    #expect(watch.median < slowestScrape, "\(fault): \(watch.durations)")
    if fault.failing == nil, fault.broken.isEmpty { #expect(watch.failed.isEmpty, "\(fault)") }
    #expect(watch.growth("process_virtual_memory_bytes") < memoryGrowth.virtual, "\(fault)")
    #expect(watch.growth("process_resident_memory_bytes") < memoryGrowth.resident, "\(fault)")
  }
}

/// What was seen on the pages since one of them.
private struct Watch {
  private let before: PrometheusPage
  private var last: PrometheusPage
  private var highest: [String: Double] = [:]
  private(set) var durations: [Duration] = []
  /// Series of the first page that another did not have.
  private(set) var lost: Set<[String: String]> = []
  /// Collectors that failed at least once.
  private(set) var failed: Set<String> = []
  /// Counters that were lower than on the page before.
  private(set) var shrunken: Set<String> = []

  init(_ page: PrometheusPage) {
    before = page
    last = page
  }

  mutating func see(_ page: PrometheusPage, took duration: Duration? = nil) {
    if let duration { durations.append(duration) }
    lost.formUnion(before.series.subtracting(page.series))
    failed.formUnion(page.failedCollectors)
    let old = Dictionary(last.counters, uniquingKeysWith: { first, _ in first })
    for (series, value) in page.counters where value < old[series] ?? 0 { shrunken.insert("\(series)") }
    for name in ["process_virtual_memory_bytes", "process_resident_memory_bytes"] {
      highest[name] = max(highest[name] ?? 0, page.value(name) ?? 0)
    }
    last = page
  }

  var median: Duration { durations.isEmpty ? .zero : durations.sorted()[durations.count / 2] }

  func growth(_ name: String) -> Double { (highest[name] ?? 0) - (before.value(name) ?? 0) }
}

extension PrometheusPage {
  fileprivate var counters: [(series: [String: String], value: Double)] {
    samples.filter { $0.name.hasSuffix("_total") || $0.name.hasSuffix("_count") }.map {
      ($0.labels.merging(["": $0.name]) { $1 }, $0.value)
    }
  }
}
