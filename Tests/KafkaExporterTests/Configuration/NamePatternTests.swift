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
    "", "(", ")", "a)", "(a", "[a", "[]", "[z-a]", "*", "a**", "a{2", "a{,2}", "a{3,2}", "a{1001}", "a{99999999999999999999}", "\\", "\\1",
    "\\q",
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

  @Test func tableAndProgramAgree() throws {
    let pieces = ["a", "b", "(a|b)", "[^b]", "(ab)*", "a+", "b?", "^", "$", "|", ".", "(^a|b$)", "c{1,3}", "é"]
    let names = ["", "a", "b", "ab", "ba", "aab", "abab", "c", "ccc", "cab", "é", "aé", "bb", "abc"]
    var generator = SystemRandomNumberGenerator()
    var compared = 0
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 1...5, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      var parser = PatternParser(text)
      guard let syntax = try? parser.parse() else { continue }
      let program = try PatternProgram(syntax)
      let table = try #require(PatternTable(program))
      for name in names { #expect(table.matches(name) == program.matches(name), "\(text) on \(name)") }
      compared += 1
    }
    #expect(compared > 1000)
  }

  @Test func swiftsRegexGivesTheSameAnswers() throws {
    let pieces = ["a", "b", "(a|b)", "[^b]", "(?:ab)*", "a+?", "b?", "^", "$", "|", ".", "(^a|b$)", "c{1,3}", "\\w", "[a-b]{2}", "\\d*"]
    let names = ["", "a", "b", "ab", "ba", "aab", "abab", "c", "ccc", "cab", "1a", "a12", "bb", "abc"]
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<1000 {
      let text = (0..<Int.random(in: 1...4, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      guard let pattern = try? NamePattern(text), let other = try? Regex(text) else { continue }
      for name in names { #expect(pattern.matches(name) == (try other.wholeMatch(in: name) != nil), "\(text) on \(name)") }
    }
  }

  @Test func aPatternThatWouldMakeAHugeTableIsStillRight() throws {
    let pattern = try NamePattern("(a|b)*a(a|b){12}")
    #expect(pattern.matches("bba" + String(repeating: "b", count: 12)))
    #expect(!pattern.matches("bbb" + String(repeating: "b", count: 12)))
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["(a*)*b", "(a|a)*b", "(a|aa)+$x", "(.*)(.*)(.*)(.*)(.*)x", "a?{0}", "(a?){1000}a{1000}"])
  func noPatternTakesExponentialTime(text: String) {
    _ = try? NamePattern(text).matches(String(repeating: "a", count: 5000))
  }

  @Test(.timeLimit(.minutes(1))) func nestedRepetitionsOfNothingEnd() {
    let text = String(repeating: "(", count: 40) + String(repeating: "){1000}", count: 40)
    #expect(throws: ValueProblem("the regular expression is too large")) { try NamePattern(text) }
  }

  @Test func tenThousandNamesAreFiltered() throws {
    let filter = NameFilter(
      include: [try NamePattern("(orders|payments)-[a-z]+-\\d{1,6}"), try NamePattern(".*-eu")], exclude: [try NamePattern(".*tmp.*")])
    let names = (0..<10_000).map { "payments-service-\($0)" }
    #expect(names.filter(filter.admits).count == 10_000)
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

  @Test func aLiteralPatternMatchesItsNameAlone() {
    let pattern = NamePattern(literal: "a.b(c")
    #expect(pattern.matches("a.b(c"))
    #expect(!pattern.matches("axb(c"))
    #expect(pattern.literal == "a.b(c")
  }
}
