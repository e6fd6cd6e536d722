/// A metrics page as a reader of its own sees it, so that tests do not check the encoder with the encoder.
///
/// Source: Prometheus text exposition format 0.0.4; OpenMetrics 1.0 is read as well (its `# EOF`, `# UNIT` and exemplars).
public struct PrometheusPage: Sendable {
  public let samples: [PrometheusSample]
  /// Per family, as announced by `# TYPE`.
  public let types: [String: String]
  /// Per family, unescaped.
  public let help: [String: String]
  private let byName: [String: [PrometheusSample]]

  /// - Throws: `HarnessError` with the line's number and text for the first line that does not follow the format, and for a series that
  ///   is there twice.
  public static func parse(_ text: String) throws(HarnessError) -> PrometheusPage {
    var samples: [PrometheusSample] = []
    var types: [String: String] = [:]
    var help: [String: String] = [:]
    var seen: Set<[String: String]> = []
    var number = 0
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      do throws(HarnessError) {
        var reader = PrometheusLineReader(line)
        if reader.isAtEnd { continue }
        if let comment = try reader.comment() {
          switch comment.keyword {
          case "TYPE": types[comment.family] = comment.text
          case "HELP": help[comment.family] = comment.text
          default: break
          }
          continue
        }
        let sample = try reader.sample()
        var identity = sample.labels
        identity[""] = sample.name
        guard seen.insert(identity).inserted else { throw HarnessError("the series is there twice") }
        samples.append(sample)
      } catch {
        throw HarnessError("line \(number): \(error): \(String(Substring(line)))")
      }
    }
    return PrometheusPage(samples: samples, types: types, help: help)
  }

  private init(samples: [PrometheusSample], types: [String: String], help: [String: String]) {
    self.samples = samples
    self.types = types
    self.help = help
    byName = Dictionary(grouping: samples, by: \.name)
  }

  /// All samples of a name whose labels include these.
  public func samples(_ name: String, _ labels: [String: String] = [:]) -> [PrometheusSample] {
    (byName[name] ?? []).filter { sample in labels.allSatisfy { sample.labels[$0.key] == $0.value } }
  }

  /// The value of the one series that has these labels (and perhaps more); nil when there is none or more than one.
  public func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
    let found = samples(name, labels)
    return found.count == 1 ? found.first?.value : nil
  }

  /// Values of a name by the values of some labels, as `["orders", "3"]`; a label that is not there counts as "".
  public func values(_ name: String, by labels: String...) -> [[String]: Double] {
    Dictionary(
      (byName[name] ?? []).map { sample in (labels.map { sample.labels[$0] ?? "" }, sample.value) }, uniquingKeysWith: { first, _ in first }
    )
  }
}
