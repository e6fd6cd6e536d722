import Testing

@testable import YAML

@Suite struct SpellingTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1), ("abc", "ab", 1),
    ("abc", "xabc", 1),
    ("Interval", "interval", 0), ("kitten", "sitting", 3),
  ]) func distanceCountsSlips(one: String, other: String, distance: Int) {
    #expect(Spelling.distance(one, other) == distance)
  }

  @Test func onlyALikelySlipIsSuggested() {
    let names = ["interval", "listen", "families"]
    #expect(Spelling.nearest(to: "intervall", among: names) == "interval")
    #expect(Spelling.nearest(to: "lisetn", among: names) == "listen")
    #expect(Spelling.nearest(to: "fam", among: names) == "families")
    #expect(Spelling.nearest(to: "fam", among: names + ["family_names"]) == nil)
    #expect(Spelling.nearest(to: "bootstrap", among: names) == nil)
    #expect(Spelling.nearest(to: String(repeating: "x", count: 100_000), among: names) == nil)
    #expect(Spelling.nearest(to: "a", among: []) == nil)
  }

  @Test func foreignTextStaysOnOneLine() {
    #expect(Spelling.quoted("a\n\"b\"") == #""a\n\"b\"""#)
    #expect(Spelling.quoted(String(repeating: "x", count: 1000)).count == 82)
  }
}
