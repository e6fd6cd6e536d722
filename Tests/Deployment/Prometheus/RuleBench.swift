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

  /// Runs the cases, one after the other, on all that passed those before.
  /// - Parameter candidates: each stands in for the rule of its name.
  /// - Returns: the positions of those that pass all cases.
  func passing(_ candidates: [PrometheusRule]) async throws -> Set<Int> {
    let directory = try TemporaryDirectory("rules")
    for (index, candidate) in candidates.enumerated() {
      for folder in ["rules", "tests"] {
        try FileManager.default.createDirectory(atPath: directory.path(of: "\(index)/\(folder)"), withIntermediateDirectories: true)
      }
      let written = try PrometheusRule.file(of: rules.map { $0.name == candidate.name ? candidate : $0 })
      try directory.write(written, to: "\(index)/rules/\(candidate.file)")
    }
    var alive = Set(candidates.indices)
    for text in cases {
      for index in alive { try directory.write(text, to: "\(index)/tests/\(file.name)") }
      alive = try await passingCase(alive.sorted(), in: directory)
    }
    return alive
  }

  /// Several candidates for each promtool, because it takes longer to start than to judge one; and two at a time.
  private func passingCase(_ indices: [Int], in directory: TemporaryDirectory) async throws -> Set<Int> {
    // So short a life needs hardly any collection of garbage, and one processor.
    let environment = ["TMPDIR": directory.path, "GOGC": "off", "GOMEMLIMIT": "300MiB", "GOMAXPROCS": "1"]
    let share = max(1, (indices.count + 1) / 2)
    return try await withThrowingTaskGroup(of: Set<Int>.self) { group in
      for start in stride(from: 0, to: indices.count, by: share) {
        let chunk = indices[start..<min(start + share, indices.count)]
        let paths = chunk.map { directory.path(of: "\($0)/tests/\(file.name)") }
        group.addTask {
          let said = try await run("promtool", ["test", "rules"] + paths, environment: environment, within: .seconds(60)).standardOutput
          // A section for each file; why one failed is in the other output.
          let passed = Set(
            said.components(separatedBy: "Unit Testing:").filter { $0.contains("SUCCESS") }.compactMap { section in
              section.split(separator: "\n").first.map { $0.trimmingCharacters(in: .whitespaces) }
            })
          return Set(zip(chunk, paths).filter { passed.contains($1) }.map(\.0))
        }
      }
      return try await group.reduce(into: []) { $0.formUnion($1) }
    }
  }
}
