import Testing

/// Whether prometheus/tests would notice: every rule is changed in every way that a slip of the hand changes it, and its tests must fail.
struct RuleMutationTests {
  @Test(arguments: try PrometheusRule.all)
  func noChangeOfARuleStaysUnseen(_ rule: PrometheusRule) async throws {
    let benches = try RuleTestFile.all.filter { $0.judges(rule) }.map { try RuleBench($0, for: rule) }
    #expect(!benches.isEmpty, "it has no tests")
    for bench in benches { #expect(try await bench.passes(with: rule), "its tests fail on the rule as it is") }
    let survivors = try await survivors(of: rule.isOneOfSeveralWindows ? rule.movedWindows : rule.mutants, benches)
    #expect(survivors.isEmpty, "no test fails with: \(survivors.sorted().joined(separator: "; "))")
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

  /// Few at a time: each is a process.
  private func survivors(of mutants: [RuleMutant], _ benches: [RuleBench]) async throws -> [String] {
    var waiting = mutants[...]
    return try await withThrowingTaskGroup(of: String?.self) { group in
      func startNext() {
        guard let mutant = waiting.popFirst() else { return }
        group.addTask {
          for bench in benches where try await !bench.passes(with: mutant.rule) { return nil }
          return mutant.change
        }
      }
      for _ in 0..<3 { startNext() }
      var survivors: [String] = []
      for try await survivor in group {
        if let survivor { survivors.append(survivor) }
        startNext()
      }
      return survivors
    }
  }
}

extension PrometheusRule {
  fileprivate static let severalWindows = "cluster:kafka_probe_records:error_ratio_rate"

  fileprivate var isOneOfSeveralWindows: Bool { name.hasPrefix(Self.severalWindows) && !name.hasSuffix("rate5m") }

  fileprivate var movedWindows: [RuleMutant] { mutants.filter { $0.kind == .duration } }
}
