import Synchronization

/// The pages of the last publication, each made once however many ask for it.
///
/// What somebody asked for lately is made by the publisher, before the publication is served, so that a scrape finds it ready. Anything else is made when it
/// is first asked for; who asks meanwhile waits for that one. Nothing is kept that nobody asks for: the plain page under a gzip page is freed at once.
package final class PageStore: PageProvider {
  /// A page that somebody asked for this long ago is still made in advance.
  package static let interestSeconds: Double = 300

  private struct State {
    var settings: PageSettings
    var publication: Publication
    /// When each page was last asked for.
    var asked: [PageVariant: Double] = [:]
    var facts = PageFacts()
    /// Size of the last plain page of each format: the next one will be much the same.
    var plainSize: [PageFormat: Int] = [:]
  }

  private let state: Mutex<State>
  /// Held while a publication is made: publishers that overlap would lose each other's counts.
  private let publishing = Mutex(())
  private let compressor = Mutex(GzipCompressor())
  private let seconds: @Sendable () -> Double

  /// Serves a page of the exporter's own families until the first publication.
  /// - Parameter seconds: a clock that never goes back.
  package init(settings: PageSettings, exporter: ExporterFacts = ExporterFacts(), seconds: @escaping @Sendable () -> Double) {
    self.seconds = seconds
    state = Mutex(
      State(settings: settings, publication: Publication(clusters: [], exporter: exporter, facts: PageFacts(), settings: settings)))
  }

  /// Takes other settings; the next publication has them.
  package func use(_ settings: PageSettings) {
    state.withLock { $0.settings = settings }
  }

  /// Replaces what is served. Renders on the caller's thread what is wanted of it; scrapes get the publication before until that is done.
  package func publish(clusters: [ClusterPage], exporter: ExporterFacts) {
    publishing.withLock { _ in replace(clusters: clusters, exporter: exporter) }
  }

  private func replace(clusters: [ClusterPage], exporter: ExporterFacts) {
    let (settings, facts) = state.withLock { ($0.settings, $0.facts) }
    let publication = Publication(clusters: clusters, exporter: exporter, facts: facts, settings: settings)
    let now = seconds()
    // Gzip first: its plain page is kept where that is wanted too, and is not made twice.
    for encoding in [PageEncoding.gzip, .identity] {
      for format in PageFormat.allCases where isWanted(PageVariant(format: format, encoding: encoding), at: now) {
        _ = page(PageVariant(format: format, encoding: encoding), of: publication)
      }
    }
    state.withLock { state in
      state.facts.droppedSeries = publication.droppedSeries
      state.publication = publication
    }
  }

  package func page(_ format: PageFormat, _ encoding: PageEncoding) -> PageBytes {
    let variant = PageVariant(format: format, encoding: encoding)
    let now = seconds()
    let publication = state.withLock { state in
      state.asked[variant] = now
      return state.publication
    }
    return page(variant, of: publication)
  }

  private func isWanted(_ variant: PageVariant, at now: Double) -> Bool {
    state.withLock { state in
      state.asked[variant].map { now - $0 <= Self.interestSeconds } ?? false
    }
  }

  private func page(_ variant: PageVariant, of publication: Publication) -> PageBytes {
    switch variant.encoding {
    case .identity: plainPage(variant.format, of: publication, keeps: { true })
    case .gzip:
      publication.slot(variant).made {
        let start = seconds()
        let plain = plainPage(variant.format, of: publication) {
          isWanted(PageVariant(format: variant.format, encoding: .identity), at: start)
        }
        let packed = compressor.withLock { $0.compress(plain) }
        note(variant, bytes: packed.count, since: start)
        return packed
      }
    }
  }

  /// - Parameter keeps: whether the page is to stay for others; asked after it was made, so that who came meanwhile counts.
  private func plainPage(_ format: PageFormat, of publication: Publication, keeps: () -> Bool) -> PageBytes {
    let variant = PageVariant(format: format, encoding: .identity)
    return publication.slot(variant).made(keeps: keeps) {
      let start = seconds()
      let hint = state.withLock { $0.plainSize[format] }
      let page = publication.render(format, sizeHint: hint.map { $0 + $0 / 32 + 4096 })
      note(variant, bytes: page.count, since: start)
      return page
    }
  }

  private func note(_ variant: PageVariant, bytes: Int, since start: Double) {
    let duration = seconds() - start
    state.withLock { state in
      state.facts.bytes[variant.encoding] = bytes
      state.facts.renderSeconds = duration
      if variant.encoding == .identity { state.plainSize[variant.format] = bytes }
    }
  }
}
