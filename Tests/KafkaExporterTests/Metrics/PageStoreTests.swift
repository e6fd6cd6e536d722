import Foundation
import KafkaExporter
import Synchronization
import TestSnapshots
import Testing

struct PageStoreTests {
  /// A clock that a test moves, and that knows how often it was looked at: once when a page is asked for, and again when it has to be made.
  final class Clock: Sendable {
    private let state = Mutex((now: 0.0, looks: 0))

    var looks: Int { state.withLock { $0.looks } }

    func look() -> Double {
      state.withLock { state in
        state.looks += 1
        return state.now
      }
    }

    func advance(_ seconds: Double) {
      state.withLock { $0.now += seconds }
    }
  }

  private let clock = Clock()
  private let snapshot = ClusterPage(SyntheticCluster(topics: 2, partitionsPerTopic: 3, groups: 2, commitsPerGroup: 3).snapshot())

  private func store(_ settings: PageSettings = PageSettings()) -> PageStore {
    var exporter = ExporterFacts()
    exporter.version = "1.2.3"
    return PageStore(settings: settings, exporter: exporter, seconds: clock.look)
  }

  @Test func beforeTheFirstPublicationThePageSpeaksOfTheExporter() {
    let page = store().page(.text, .identity).text
    #expect(page.contains("kafka_exporter_build_info{version=\"1.2.3\"} 1\n"))
    #expect(!page.contains("kafka_topic"))
  }

  @Test("a page is made once for all who ask", arguments: PageFormat.allCases, PageEncoding.allCases)
  func once(format: PageFormat, encoding: PageEncoding) async {
    let store = store()
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    let pages = await withTaskGroup(of: PageBytes.self) { group in
      for _ in 0..<32 { group.addTask { store.page(format, encoding) } }
      var pages: [ObjectIdentifier: PageBytes] = [:]
      for await page in group { pages[ObjectIdentifier(page)] = page }
      return pages
    }
    #expect(pages.count == 1)
  }

  @Test func gzipUnpacksToThePlainPage() throws {
    let store = store()
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    for format in PageFormat.allCases {
      #expect(try gunzip(store.page(format, .gzip)) == store.page(format, .identity).array)
    }
  }

  /// Whether asking for a page has to make it.
  private func makes(_ format: PageFormat, _ encoding: PageEncoding, in store: PageStore) -> Bool {
    let before = clock.looks
    _ = store.page(format, encoding)
    return clock.looks - before > 1
  }

  @Test func whatNobodyAskedForIsNotMadeInAdvance() {
    let store = store()
    let before = clock.looks
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    #expect(clock.looks - before == 1)
    #expect(makes(.text, .identity, in: store))
    #expect(!makes(.text, .identity, in: store))
  }

  @Test func whatWasAskedForLatelyIsMadeInAdvanceUntilNobodyAsksAnyMore() {
    let store = store()
    _ = store.page(.text, .gzip)
    _ = store.page(.openMetrics, .identity)
    clock.advance(PageStore.interestSeconds)
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    #expect(!makes(.text, .gzip, in: store))
    #expect(!makes(.openMetrics, .identity, in: store))
    #expect(makes(.openMetrics, .gzip, in: store))
    clock.advance(PageStore.interestSeconds + 1)
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    #expect(makes(.text, .gzip, in: store))
    #expect(makes(.openMetrics, .identity, in: store))
  }

  @Test func thePlainPageUnderAGzipPageIsKeptOnlyForThoseWhoAskForIt() {
    let store = store()
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    #expect(makes(.text, .gzip, in: store))
    #expect(makes(.text, .identity, in: store))
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    #expect(!makes(.text, .gzip, in: store))
    #expect(!makes(.text, .identity, in: store))
  }

  @Test func aPublicationReplacesThePageAndOldPagesStayWhole() {
    let store = store()
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    let old = store.page(.text, .identity)
    let copy = old.array
    store.publish(clusters: [], exporter: ExporterFacts())
    #expect(!store.page(.text, .identity).text.contains("kafka_topic_"))
    #expect(old.array == copy)
  }

  @Test func pagesTellTheSizeOfTheOnesBefore() {
    let store = store()
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    let plain = store.page(.text, .identity)
    let packed = store.page(.text, .gzip)
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    let page = store.page(.text, .identity).text
    #expect(page.contains("kafka_exporter_page_bytes{encoding=\"identity\"} \(plain.count)\n"))
    #expect(page.contains("kafka_exporter_page_bytes{encoding=\"gzip\"} \(packed.count)\n"))
    #expect(page.contains("kafka_exporter_render_seconds 0\n"))
  }

  @Test func theCounterOfDroppedSeriesGrowsWithEveryPublicationNotWithEveryPage() {
    let store = store(PageSettings(seriesBudget: 90))
    func dropped() -> [Int] {
      store.page(.text, .identity).text.split(separator: "\n").filter { $0.hasPrefix("kafka_exporter_series_dropped_total{") }
        .compactMap { Int($0.split(separator: " ").last ?? "") }
    }
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    let first = dropped()
    _ = store.page(.openMetrics, .identity)
    #expect(!first.isEmpty)
    #expect(dropped() == first)
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    #expect(dropped().reduce(0, +) >= 2 * first.reduce(0, +))
  }

  @Test func otherSettingsHoldFromTheNextPublication() {
    let store = store()
    store.use(PageSettings(prefix: "acme_"))
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    #expect(store.page(.text, .identity).text.contains("acme_topic_partitions{"))
  }

  @Test func scrapesDuringPublicationsAlwaysGetAWholePage() async {
    let store = store()
    store.publish(clusters: [snapshot], exporter: ExporterFacts())
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for _ in 0..<50 { store.publish(clusters: [snapshot], exporter: ExporterFacts()) } }
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<50 {
            #expect(store.page(.openMetrics, .identity).text.hasSuffix("# EOF\n"))
            #expect(store.page(.text, .gzip).count > 0)
          }
        }
      }
    }
  }
}

private func gunzip(_ page: PageBytes) throws -> [UInt8] {
  let file = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString).gz")
  try Data(page.array).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/gzip")
  process.arguments = ["-dc", file.path]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return Array(bytes)
}
