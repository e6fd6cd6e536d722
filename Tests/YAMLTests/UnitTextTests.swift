import Testing
import YAML

struct UnitTextTests {
  @Test(arguments: [
    ("500ms", 500), ("10s", 10_000), ("1m30s", 90_000), ("1h", 3_600_000), ("1d2h3m4s5ms", 93_784_005), ("0s", 0), ("90s", 90_000),
  ]) func durationsAreRead(text: String, milliseconds: Int64) throws {
    #expect(try UnitText.duration.parse(text) == milliseconds)
    #expect(try UnitText.duration.parse(UnitText.duration.format(milliseconds)) == milliseconds)
  }

  @Test(arguments: [
    "", "10", "s", "10 s", "-1s", "+1s", "1.5s", "1s1s", "1s1m", "10S", "1e3s", "٣s", "99999999999999999999s", "99999999999999999d",
  ])
  func otherTextsAreNoDurations(text: String) {
    #expect(throws: UnitText.Problem.self) { try UnitText.duration.parse(text) }
  }
}
