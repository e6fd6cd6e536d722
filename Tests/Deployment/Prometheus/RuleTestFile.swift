import Foundation

/// A file of prometheus/tests: those of an alert begin with its name, those of recorded series with "recording".
struct RuleTestFile: Sendable {
  /// Such as `KafkaNoController.yml`.
  let name: String
  let text: String

  static var all: [RuleTestFile] {
    get throws {
      let folder = PrometheusRule.folder + "/tests"
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
        RuleTestFile(name: name, text: try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))
      }
    }
  }

  func judges(_ rule: PrometheusRule) -> Bool {
    if rule.isAlert { return name == "\(rule.name).yml" || name.hasPrefix("\(rule.name)-") }
    return name.hasPrefix("recording-") && names(rule)
  }

  func names(_ rule: PrometheusRule) -> Bool {
    text.ranges(of: rule.name).contains { range in
      range.upperBound == text.endIndex || text[range.upperBound].isLetter == false && text[range.upperBound].isNumber == false
    }
  }
}
