import Foundation
import TestSupport

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

  private func names(_ rule: PrometheusRule) -> Bool {
    text.ranges(of: rule.name).contains { range in
      range.upperBound == text.endIndex || text[range.upperBound].isLetter == false && text[range.upperBound].isNumber == false
    }
  }

  /// The file as one for each of its cases. Most mutants die of the first, which holds what happens most.
  private var cases: [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let starts = lines.indices.filter { lines[$0].hasPrefix("  - interval:") }
    guard let first = starts.first else { return [text] }
    return zip(starts, starts.dropFirst() + [lines.endIndex]).map { start, end in
      (lines[..<first] + lines[start..<end]).joined(separator: "\n")
    }
  }

  /// Runs its cases on a rule until one fails, with those rules of the same file that it names or that these are made of. What it does not need is
  /// left out, so that hundreds of mutants are judged within seconds.
  func passes(with rule: PrometheusRule) async throws -> Bool {
    let directory = try TemporaryDirectory("rules")
    for folder in ["rules", "tests"] {
      try FileManager.default.createDirectory(atPath: directory.path(of: folder), withIntermediateDirectories: false)
    }
    let needed = try rulesNeeded(by: rule)
    let rules = try PrometheusRule.all.filter { $0.file == rule.file && needed.contains($0.name) }.map { $0.name == rule.name ? rule : $0 }
    try directory.write(try PrometheusRule.file(of: rules), to: "rules/\(rule.file)")
    for text in cases {
      let file = try directory.write(text, to: "tests/\(name)")
      // So short a life needs no collection of garbage, and one processor.
      let environment = ["TMPDIR": directory.path, "GOGC": "off", "GOMAXPROCS": "1"]
      guard try await run("promtool", ["test", "rules", file], environment: environment).status == 0 else { return false }
    }
    return true
  }

  private func rulesNeeded(by rule: PrometheusRule) throws -> Set<String> {
    let neighbours = try PrometheusRule.all.filter { $0.file == rule.file }
    var needed = Set(neighbours.filter { $0.isAlert ? $0.name == rule.name : names($0) }.map(\.name))
    var count = 0
    while count < needed.count {
      count = needed.count
      needed.formUnion(neighbours.filter { needed.contains($0.name) && !$0.isAlert }.flatMap(\.series))
    }
    return needed
  }
}
