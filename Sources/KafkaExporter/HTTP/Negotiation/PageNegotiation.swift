extension PageFormat {
  /// The form that a client with this Accept header wants.
  ///
  /// OpenMetrics goes only to a client that names it, and weighs it no less than the text format; everybody else gets the text format, also those who
  /// accept neither, as the Prometheus client libraries do.
  package init(accept: String?) {
    self = .text
    guard let accept else { return }
    var openMetrics: (quality: Int, place: Int)?
    var text: (quality: Int, place: Int, specificity: Int)?
    for (place, item) in QualityList(accept).items.enumerated() {
      if item.name == "application/openmetrics-text" {
        guard Self.openMetricsVersions.contains(item.parameters["version"]) else { continue }
        if item.quality > openMetrics?.quality ?? 0 {
          openMetrics = (item.quality, place)
        }
      } else if let specificity = Self.textSpecificity(item), specificity > text?.specificity ?? -1 {
        text = (item.quality, place, specificity)
      }
    }
    guard let openMetrics else { return }
    guard let text, text.quality >= openMetrics.quality else {
      self = .openMetrics
      return
    }
    let isNamedFirst = text.specificity < 2 || openMetrics.place < text.place
    self = text.quality == openMetrics.quality && isNamedFirst ? .openMetrics : .text
  }

  package var contentType: String {
    switch self {
    case .text: "text/plain; version=0.0.4; charset=utf-8"
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }
  }

  /// 0.0.1 was the draft's number, which Prometheus asks for beside 1.0.0; the form is the same.
  private static let openMetricsVersions: Set<String?> = [nil, "1.0.0", "0.0.1"]

  /// How closely an item means the text format (RFC 9110, section 12.5.1: the most specific one counts); nil when it doesn't.
  private static func textSpecificity(_ item: QualityList.Item) -> Int? {
    switch item.name {
    case "text/plain":
      switch item.parameters["version"] {
      case "0.0.4": 3
      case nil: 2
      default: nil
      }
    case "text/*": 1
    case "*/*": 0
    default: nil
    }
  }
}

extension PageEncoding {
  /// The encoding that a client with this Accept-Encoding header gets: gzip where it is accepted and identity isn't liked better.
  package init(acceptEncoding: String?) {
    self = .identity
    guard let acceptEncoding else { return }
    var gzip: Int?
    var identity: Int?
    var others: Int?
    for item in QualityList(acceptEncoding).items {
      switch item.name {
      case "gzip", "x-gzip": gzip = max(gzip ?? 0, item.quality)
      case "identity": identity = item.quality
      case "*": others = item.quality
      default: continue
      }
    }
    let quality = gzip ?? others ?? 0
    if quality > 0, quality >= identity ?? 0 {
      self = .gzip
    }
  }
}
