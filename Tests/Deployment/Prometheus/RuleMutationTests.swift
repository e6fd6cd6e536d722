import Testing

/// Whether prometheus/tests would notice: every rule is changed in every way that a slip of the hand changes it, and its tests must fail.
struct RuleMutationTests {
  @Test(arguments: try PrometheusRule.all)
  func noChangeOfARuleStaysUnseen(_ rule: PrometheusRule) async throws {
    let benches = try RuleTestFile.all.filter { $0.judges(rule) }.map { try RuleBench($0, for: rule) }
    #expect(!benches.isEmpty, "it has no tests")
    let mutants = rule.isOneOfSeveralWindows ? rule.movedWindows : rule.mutants
    #expect(!mutants.isEmpty)
    var survivors = mutants
    for bench in benches {
      let passing = try await bench.passing([rule] + survivors.map(\.rule))
      #expect(passing.contains(0), "its tests fail on the rule as it is")
      survivors = passing.subtracting([0]).sorted().map { survivors[$0 - 1] }
    }
    #expect(survivors.isEmpty, "no test fails with: \(survivors.map(\.change).joined(separator: "; "))")
  }

  /// What is recorded over several windows is the same but for the window, so the first one stands for what else could be changed.
  @Test func recordsOverSeveralWindowsDifferInTheWindowAlone() throws {
    let windows = try PrometheusRule.all.filter { $0.name.hasPrefix(PrometheusRule.severalWindows) }
    #expect(windows.count == 7)
    for rule in windows {
      let window = try #require(rule.name.split(separator: "rate").last)
      #expect(rule.expression.replacing("[\(window)]", with: "[5m]") == windows.first?.expression)
    }
  }
}

extension PrometheusRule {
  fileprivate static let severalWindows = "cluster:kafka_probe_records:error_ratio_rate"

  fileprivate var isOneOfSeveralWindows: Bool { name.hasPrefix(Self.severalWindows) && !name.hasSuffix("rate5m") }

  fileprivate var movedWindows: [RuleMutant] { mutants.filter { $0.kind == .duration } }
}
