import Foundation
import TestSupport

/// A test file and what it needs to judge a rule: with what it does not need left out, hundreds of mutants are judged within seconds.
struct RuleBench: Sendable {
  private let file: RuleTestFile
  /// The rules of the same file that the tests name, or that these are made of; in their order.
  private let rules: [PrometheusRule]
  /// The file as one for each of its cases. Most mutants die of the first, which holds what happens most.
  private let cases: [String]

  init(_ file: RuleTestFile, for rule: PrometheusRule) throws {
    self.file = file
    let neighbours = try PrometheusRule.all.filter { $0.file == rule.file }
    var needed = Set(neighbours.filter { $0.isAlert ? $0.name == rule.name : file.names($0) }.map(\.name))
    var count = 0
    while count < needed.count {
      count = needed.count
      needed.formUnion(neighbours.filter { needed.contains($0.name) && !$0.isAlert }.flatMap(\.series))
    }
    rules = neighbours.filter { needed.contains($0.name) }
    cases = Self.cases(of: file.text)
  }

  private static func cases(of text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let starts = lines.indices.filter { lines[$0].hasPrefix("  - interval:") }
    guard let first = starts.first else { return [text] }
    return zip(starts, starts.dropFirst() + [lines.endIndex]).map { start, end in
      (lines[..<first] + lines[start..<end]).joined(separator: "\n")
    }
  }

  /// Runs the cases until one fails.
  /// - Parameter rule: stands in for the one of the same name.
  func passes(with rule: PrometheusRule) async throws -> Bool {
    let directory = try TemporaryDirectory("rules")
    for folder in ["rules", "tests"] {
      try FileManager.default.createDirectory(atPath: directory.path(of: folder), withIntermediateDirectories: false)
    }
    try directory.write(try PrometheusRule.file(of: rules.map { $0.name == rule.name ? rule : $0 }), to: "rules/\(rule.file)")
    for text in cases {
      let path = try directory.write(text, to: "tests/\(file.name)")
      // So short a life needs no collection of garbage, and one processor.
      let environment = ["TMPDIR": directory.path, "GOGC": "off", "GOMAXPROCS": "1"]
      guard try await run("promtool", ["test", "rules", path], environment: environment).status == 0 else { return false }
    }
    return true
  }
}
