/// Makes pages of snapshots: pure, so that equal facts and settings give equal bytes.
package struct PageRenderer: Sendable {
  package let settings: PageSettings

  package init(settings: PageSettings) {
    self.settings = settings
  }

  /// Counts what the page will hold, and cuts it to the budget.
  package func plan(clusters: [ClusterPage], exporter: ExporterPage) -> PagePlan {
    var writer = SeriesWriter(format: .text, prefix: settings.prefix, isDense: settings.families.isDense, capacity: 0)
    let sorted = Self.sorted(clusters)
    var entries: [PagePlan.Entry] = []
    for family in Catalogue.families where settings.families.contains(family) && settings.granularity.admits(family.level) {
      writer.begin(family, limit: 0)
      Self.write(family, clusters: sorted, exporter: exporter, to: &writer)
      entries.append(PagePlan.Entry(family: family, samples: writer.count, written: writer.count))
    }
    var plan = PagePlan(entries: entries, isDense: settings.families.isDense)
    if let limit = settings.seriesBudget {
      let counted = Set(exporter.pages.droppedSeries.keys.lazy.map(\.family))
      SeriesBudget(limit: limit).cut(&plan, counted: counted, prefix: settings.prefix)
    }
    return plan
  }

  /// The page of a plan made of the same facts.
  /// - Parameter sizeHint: bytes that the page will likely have; a good guess saves growing.
  package func render(
    _ plan: PagePlan, clusters: [ClusterPage], exporter: ExporterPage, format: PageFormat, sizeHint: Int? = nil
  ) -> PageBytes {
    let sorted = Self.sorted(clusters)
    var writer = SeriesWriter(
      format: format, prefix: settings.prefix, isDense: plan.isDense, capacity: sizeHint ?? 4096 + plan.samples * 100)
    for entry in plan.entries where entry.written > 0 {
      writer.begin(entry.family, limit: entry.written)
      Self.write(entry.family, clusters: sorted, exporter: exporter, to: &writer)
    }
    return writer.finish()
  }

  /// A page on its own: plans and renders, with what the budget drops in its counter.
  package func render(clusters: [ClusterPage], exporter: ExporterFacts, format: PageFormat) -> PageBytes {
    var page = ExporterPage(exporter: exporter)
    let plan = plan(clusters: clusters, exporter: page)
    page.pages.count(plan.dropped(prefix: settings.prefix))
    return render(plan.counting(page.pages), clusters: clusters, exporter: page, format: format)
  }

  private static func sorted(_ clusters: [ClusterPage]) -> [ClusterPage] {
    clusters.sorted { utf8Precedes($0.snapshot.name ?? "", $1.snapshot.name ?? "") }
  }

  private static func write(_ family: Family, clusters: [ClusterPage], exporter: ExporterPage, to writer: inout SeriesWriter) {
    switch family.source {
    case .cluster(let write):
      for cluster in clusters {
        writer.begin(cluster: cluster.snapshot.name)
        write(cluster, &writer)
      }
    case .exporter(let write):
      write(exporter, &writer)
    }
  }
}

extension PageFacts {
  /// Adds what a plan leaves out to the counters.
  mutating func count(_ dropped: [DroppedKey: Int]) {
    for (key, count) in dropped { droppedSeries[key, default: 0] += UInt64(clamping: count) }
  }
}

extension PagePlan {
  /// The plan with room for every series of the counter of dropped series, which a cut lengthens after it was counted.
  func counting(_ facts: PageFacts) -> PagePlan {
    var plan = self
    for index in plan.entries.indices where plan.entries[index].family.name == ExporterFamilies.seriesDropped.name {
      plan.entries[index].written = facts.droppedSeries.count
    }
    return plan
  }
}
