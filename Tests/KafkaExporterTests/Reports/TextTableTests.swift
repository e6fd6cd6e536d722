import Testing

@testable import KafkaExporter

struct TextTableTests {
  @Test func columnsAreAsWideAsTheirWidestCellAndNumbersStandRight() {
    var table = TextTable([.init(heading: "NAME"), .init(heading: "N", isNumeric: true), .init(heading: "LAST")])
    table.add(["a", "1000", ""])
    table.add(["längeré", "-", "x"])
    #expect(table.lines == ["NAME        N  LAST", "a        1000", "längeré     -  x"])
  }

  @Test func withoutRowsThereAreTheHeadings() {
    #expect(TextTable([.init(heading: "A"), .init(heading: "B")]).lines == ["A  B"])
  }

  @Test(arguments: [
    ("plain é 漢", "plain é 漢"), ("tab\t", #"tab\t"#), ("\u{1B}[31m", #"\u{1B}[31m"#), ("\u{85}", #"\u{0085}"#), ("\u{202E}", #"\u{202E}"#),
    (#"C:\n"#, #"C:\n"#),
  ])
  func controlCharactersAreEscaped(text: String, shown: String) {
    #expect(TextTable.visible(text) == shown)
  }
}
