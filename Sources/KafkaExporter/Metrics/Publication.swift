import Synchronization

/// A page by its form and packing.
struct PageVariant: Hashable, Sendable {
  var format: PageFormat
  var encoding: PageEncoding
}

/// The facts of one moment, what is planned of them, and the pages that were made of them so far.
final class Publication: Sendable {
  private let clusters: [ClusterPage]
  private let exporter: ExporterPage
  private let renderer: PageRenderer
  private let plan: PagePlan
  private let text = PageSlot()
  private let packedText = PageSlot()
  private let openMetrics = PageSlot()
  private let packedOpenMetrics = PageSlot()

  init(clusters: [ClusterPage], exporter: ExporterFacts, facts: PageFacts, settings: PageSettings) {
    self.clusters = clusters
    renderer = PageRenderer(settings: settings)
    var page = ExporterPage(exporter: exporter, pages: facts)
    let plan = renderer.plan(clusters: clusters, exporter: page)
    page.pages.count(plan.dropped(prefix: settings.prefix))
    self.plan = plan.counting(page.pages)
    self.exporter = page
  }

  /// The counters of dropped series, with this publication's.
  var droppedSeries: [PageFacts.DroppedKey: UInt64] { exporter.pages.droppedSeries }

  func slot(_ variant: PageVariant) -> PageSlot {
    switch (variant.format, variant.encoding) {
    case (.text, .identity): text
    case (.text, .gzip): packedText
    case (.openMetrics, .identity): openMetrics
    case (.openMetrics, .gzip): packedOpenMetrics
    }
  }

  func render(_ format: PageFormat, sizeHint: Int?) -> PageBytes {
    renderer.render(plan, clusters: clusters, exporter: exporter, format: format, sizeHint: sizeHint)
  }
}

/// A place for one page. It is made under the lock, so that all who ask for it at the same time wait for one making.
///
/// A gzip slot's making takes the lock of the plain slot of its format, never the other way round.
final class PageSlot: Sendable {
  private let page = Mutex<PageBytes?>(nil)

  func made(keeps: () -> Bool = { true }, _ make: () -> PageBytes) -> PageBytes {
    page.withLock { page in
      if let page { return page }
      let made = make()
      if keeps() { page = made }
      return made
    }
  }
}
