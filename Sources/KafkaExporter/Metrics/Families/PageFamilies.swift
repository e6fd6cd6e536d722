// What the exporter knows of its pages. They speak of the pages made before: a page can't tell its own size or the time that it took.
extension ExporterFamilies {
  package static let pageBytes = Family(
    "exporter_page_bytes", .gauge, unit: .bytes, labels: [.encoding], level: .exporter,
    help: "Size of the last page made, by encoding.",
    source: .exporter { page, writer in
      for encoding in PageEncoding.allCases {
        guard let bytes = page.pages.bytes[encoding] else { continue }
        writer.series()
        writer.label(.encoding, encoding.label)
        writer.value(Int64(bytes))
      }
    })

  package static let renderSeconds = Family(
    "exporter_render_seconds", .gauge, unit: .seconds, level: .exporter,
    help: "Time that it took to make the last page, packing included.",
    source: .exporter { page, writer in
      guard let seconds = page.pages.renderSeconds else { return }
      writer.series()
      writer.value(seconds)
    })

  package static let seriesDropped = Family(
    "exporter_series_dropped_total", .counter, labels: [.family, .reason], level: .exporter,
    help: "Series that were left off the page to keep it within the series budget, counted again for every snapshot.",
    source: .exporter { page, writer in
      for (key, count) in page.pages.droppedSeries.sorted(by: { utf8Precedes($0.key.family, $1.key.family) }) {
        writer.series()
        writer.label(.family, key.family)
        writer.label(.reason, key.reason.rawValue)
        writer.value(Int64(clamping: count))
      }
    })
}

extension PageEncoding {
  /// As HTTP spells it in Content-Encoding.
  package var label: String {
    switch self {
    case .identity: "identity"
    case .gzip: "gzip"
    }
  }
}
