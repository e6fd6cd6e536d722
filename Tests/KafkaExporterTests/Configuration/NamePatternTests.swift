import Testing

@testable import KafkaExporter

@Suite struct NamePatternTests {
  @Test(arguments: [
    ("orders", ["orders"], ["order", "orders2", "xorders", "", "Orders"]),
    ("orders.*", ["orders", "orders-eu", "orders.é"], ["xorders"]),
    (".*", ["", "a", "é\n"], []),
    (".+", ["a"], [""]),
    ("a|bc", ["a", "bc"], ["abc", "ac", "b"]),
    ("^(a|b)$", ["a", "b"], ["ab"]),
    ("a^b", [], ["ab", "a^b"]),
    ("a$|b", ["a", "b"], ["a$"]),
    ("(?:ab)+", ["ab", "abab"], ["", "aba"]),
    ("[a-c_.]{2,3}", ["a.", "_bc"], ["a", "abcd", "ad"]),
    ("[^a-c]+", ["xyz", "é"], ["xa", ""]),
    ("[]a]", ["]", "a"], ["b"]),
    ("[a-]", ["a", "-"], ["b"]),
    ("[\\d-]+", ["1-2"], ["a"]),
    ("\\w+\\.\\d\\D", ["a_1.2x"], ["a_1x2x", "a.22"]),
    ("\\Aab\\z", ["ab"], ["abc"]),
    ("a{2}", ["aa"], ["a", "aaa"]),
    ("a{2,}", ["aa", "aaaa"], ["a"]),
    ("a{0}b", ["b"], ["ab"]),
    ("a*?b+?c??", ["b", "aabbc"], ["a"]),
    ("(?i)Ord[a-c]", ["ordA", "ORDc"], ["ordd"]),
    ("(?i)[^a]", ["b"], ["a", "A"]),
    ("(|a)(b|)", ["", "a", "b", "ab"], ["ba"]),
    ("(a*)*", ["", "aaa"], ["b"]),
    ("été", ["été"], ["ete"]),
    ("a\\.b", ["a.b"], ["axb"]),
    ("\\^\\[\\{", ["^[{"], ["x"]),
  ]) func aPatternMatchesWholeNames(text: String, matching: [String], other: [String]) throws {
    let pattern = try NamePattern(text)
    for name in matching { #expect(pattern.matches(name), "\(name)") }
    for name in other { #expect(!pattern.matches(name), "\(name)") }
  }

  @Test(arguments: [
    "", "(", ")", "a)", "(a", "[a", "[]", "[z-a]", "*", "a**", "a{2", "a{,2}", "a{3,2}", "a{1001}", "a{99999999999999999999}", "\\", "\\1", "\\q",
    "(?=a)", "(?<n>a)", "[[:alpha:]]", "[\\D]", "a|*",
  ]) func otherTextsAreNoPatterns(text: String) {
    #expect(throws: ValueProblem.self) { try NamePattern(text) }
  }

  @Test func everyTextEndsInAPatternOrAnError() {
    let pieces = ["a", "(", ")", "[", "]", "{", "}", "1", ",", "*", "+", "?", "|", "\\", "^", "$", "-", ".", "é", ":"]
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...12, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      _ = try? NamePattern(text).matches("a1-é")
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["(a*)*b", "(a|a)*b", "(a|aa)+$x", "(.*)(.*)(.*)(.*)(.*)x", "a?{0}", "(a?){1000}a{1000}"])
  func noPatternTakesExponentialTime(text: String) {
    _ = try? NamePattern(text).matches(String(repeating: "a", count: 5000))
  }

  @Test(.timeLimit(.minutes(1))) func nestedRepetitionsOfNothingEnd() {
    let text = String(repeating: "(", count: 40) + String(repeating: "){1000}", count: 40)
    #expect(throws: ValueProblem("the regular expression is too large")) { try NamePattern(text) }
  }

  @Test(.timeLimit(.minutes(1))) func tenThousandNamesAreFilteredInNoTime() throws {
    let filter = NameFilter(include: [try NamePattern("(orders|payments)-[a-z]+-\\d{1,6}"), try NamePattern(".*-eu")], exclude: [try NamePattern(".*tmp.*")])
    let names = (0..<10_000).map { "payments-service-\($0)" }
    let started = ContinuousClock.now
    #expect(names.filter(filter.admits).count == 10_000)
    print("10,000 names:", ContinuousClock.now - started)
  }

  @Test func excludeWinsOverInclude() throws {
    let filter = NameFilter(include: [try NamePattern("orders.*"), try NamePattern("logs")], exclude: [try NamePattern(".*-tmp")])
    #expect(filter.admits("orders-eu"))
    #expect(filter.admits("logs"))
    #expect(!filter.admits("orders-tmp"))
    #expect(!filter.admits("other"))
    #expect(NameFilter().admits("anything"))
    #expect(!NameFilter(exclude: [try NamePattern("a")]).admits("a"))
  }

  @Test func internalTopicsCanBeLeftOut() {
    #expect(TopicSelection(filter: NameFilter(), includesInternal: true).admits("__x", isInternal: true))
    #expect(!TopicSelection(filter: NameFilter(), includesInternal: false).admits("__x", isInternal: true))
    #expect(TopicSelection(filter: NameFilter(), includesInternal: false).admits("x", isInternal: false))
  }
}
