import Testing

@testable import KafkaExporter

@Suite struct AgeTests {
  @Test(arguments: [
    (-5.0, "0 s"), (0, "0 s"), (119.9, "119 s"), (120, "2 min"), (7199, "119 min"), (7200, "2 h"), (172_799, "47 h"), (172_800, "2 d"),
    (.infinity, "unknown"), (.nan, "unknown"), (1e300, "11574074 d"),
  ])
  func anAgeIsShortAndNeverTraps(seconds: Double, text: String) {
    #expect(Age(seconds: seconds).description == text)
  }
}
