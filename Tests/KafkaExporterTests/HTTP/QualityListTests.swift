import KafkaExporter
import Testing

@Suite struct QualityListTests {
  @Test(arguments: [
    ("1", 1000), ("1.000", 1000), ("0", 0), ("0.", 0), (".5", 500), ("0.5", 500), ("0.05", 50), ("0.123", 123), ("0.9999", 999),
    ("7", 1000),
    ("99999999999999999999999999999999", 1000),
  ])
  func aWeightIsReadInThousandths(text: String, quality: Int) {
    #expect(QualityList("a;q=\(text)").items.map(\.quality) == [quality])
  }

  @Test(arguments: ["", ".", "-1", "1e3", "0,5x", "nan", "0.5.5", "½"])
  func anItemWithAWeightThatIsNoneIsLeftOut(text: String) {
    #expect(!QualityList("a;q=\(text), b").items.contains { $0.name == "a" && $0.quality > 0 })
  }

  @Test func separatorsInQuotesSeparateNothing() {
    let items = QualityList(#"a;x="1,2;q=0\"";y=3, b"#).items
    #expect(items.map(\.name) == ["a", "b"])
    #expect(items.first?.parameters == ["x": "1,2;q=0\"", "y": "3"])
    #expect(items.first?.quality == 1000)
  }

  @Test func emptyItemsAndOpenQuotesAreHarmless() {
    #expect(QualityList(",, ,\t,;,;;q=1,").items.isEmpty)
    #expect(QualityList("a;x=\"never closed, b").items.map(\.name) == ["a"])
  }

  @Test func whatIsTooLongIsCutOff() {
    #expect(QualityList(String(repeating: "a,", count: 100_000)).items.count == QualityList.maximumItems)
    #expect(QualityList(String(repeating: " ", count: QualityList.maximumBytes) + "gzip").items.isEmpty)
  }
}
