import KafkaExporter

// How series change as time goes by.
extension Series {
  /// The series as they are.
  var now: Expression { expression(text) }

  /// What a counter gains per second. What a restart of the exporter takes back is no loss.
  func rate(over window: Window = .rateInterval) -> Expression {
    overTime("rate", window, of: [.counter, .histogram])
  }

  /// What a counter gained in a window.
  func increase(over window: Window = .range) -> Expression {
    overTime("increase", window, of: [.counter, .histogram])
  }

  /// By how much a gauge that only grows, such as a sum of offsets, grows per second. Not `rate`: that takes each drop for the restart of a counter and
  /// would show a group that is rewound, or a log that is cut, as a burst of all its records. A window with a drop in it has no result, since what was
  /// written or read in it is not known.
  func growth(over window: Window = .rateInterval) -> Expression {
    overTime("deriv", window, of: [.gauge]).atLeast(0)
  }

  /// By how much a gauge rises or falls per second, as the slope of the line that fits best.
  func trend(over window: Window = .trend) -> Expression {
    overTime("deriv", window, of: [.gauge])
  }

  /// Where the trend leads a gauge in so many seconds.
  func predicted(in seconds: Int, over window: Window = .trend) -> Expression {
    expression("predict_linear(\(text)[\(window.text)], \(seconds))")
  }

  /// The last value within a window, of series that have ended since, too.
  func seen(over window: Window = .rateInterval) -> Expression {
    expression("last_over_time(\(text)[\(window.text)])")
  }

  /// How often the value became another one.
  func changes(over window: Window = .rateInterval) -> Expression {
    expression("changes(\(text)[\(window.text)])")
  }

  private func overTime(_ function: String, _ window: Window, of kinds: Set<KafkaExporter.Family.Kind>) -> Expression {
    var result = expression("\(function)(\(text)[\(window.text)])")
    if !kinds.contains(family.kind) { result.problems.append("\(function) of \(family.fullName()), which is a \(family.kind.rawValue)") }
    return result
  }

  /// Families whose names other programs use, too, are taken from the exporters among the scraped targets.
  private func expression(_ text: String) -> Expression {
    let own = family.isShared ? "\(text) and on (job, instance) \(Series(ExporterFamilies.buildInfo).text)" : text
    return Expression(own, labels: labels, binding: family.isShared ? .and : .atom, isAggregated: false, problems: problems)
  }
}

/// The time that a function looks back over.
enum Window {
  /// As short as is sensible for the scrape interval and the width of the panel: Grafana's `$__rate_interval`.
  case rateInterval
  /// All that the dashboard shows.
  case range
  /// Long enough that a commit or a poll more or less makes no trend.
  case trend

  var text: String {
    switch self {
    case .rateInterval: "$__rate_interval"
    case .range: "$__range"
    case .trend: "5m"
    }
  }
}
