import Foundation
import Testing

@testable import generate_dashboards

struct JSONTextTests {
  @Test func aValueIsWrittenWithSortedKeysAndShortNumbers() throws {
    let value: JSON = ["b": [1, 0.1, true, nil], "a": "x/y"]
    #expect(
      try value.text() == """
        {
          "a" : "x/y",
          "b" : [
            1,
            0.1,
            true,
            null
          ]
        }
        """)
  }

  @Test func aNumberThatJSONHasNotIsRefused() {
    #expect(throws: GeneratorError.self) { try JSON.number(.nan).text() }
  }

  @Test(arguments: ["", "plain", "\"quoted\" and \\ back", "line\nend\ttab", "\u{1}\u{1f}", "grüße, 世界"]) func textsComeBackAsTheyWere(
    text: String
  ) throws {
    let written = try JSON.array([.string(text)]).text()
    #expect(try JSONDecoder().decode([String].self, from: Data(written.utf8)) == [text])
  }

  @Test func whatIsMergedKeepsTheRest() {
    let value: JSON = ["a": ["x": 1, "y": 2], "b": 1]
    #expect(value.merging(["a": ["y": 3], "c": 4]) == ["a": ["x": 1, "y": 3], "b": 1, "c": 4])
  }
}
