import KafkaExporter
import Testing

struct NumberTextTests {
  @Test(
    "integers are their decimal digits",
    arguments: [
      0, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 12_345, 99_999, 100_000, 9_999_999, 10_000_000, -1, -10, -987_654_321, .max, .min,
    ]
      as [Int64])
  func integers(value: Int64) {
    var buffer = PageBuffer(capacity: 1)
    buffer.append(value)
    #expect(buffer.finish().text == String(value))
  }

  @Test func integersOfEveryLengthAreRight() {
    var value: UInt64 = 1
    while value < UInt64(Int64.max) / 3 {
      for near in [value - 1, value, value + 1] {
        var buffer = PageBuffer(capacity: 32)
        buffer.append(Int64(near))
        #expect(buffer.finish().text == String(near))
      }
      value *= 3
    }
  }

  @Test(
    "numbers are the shortest text that reads back the same",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-3.0, "-3"), (0.5, "0.5"), (0.1 + 0.2, "0.30000000000000004"), (1e-7, "1e-07"),
      (1_700_000_000.125, "1700000000.125"), (9_007_199_254_740_991, "9007199254740991"), (1e300, "1e+300"), (.nan, "NaN"),
      (.infinity, "+Inf"),
      (-.infinity, "-Inf"),
    ])
  func reals(value: Double, text: String) {
    var buffer = PageBuffer(capacity: 1)
    buffer.append(value)
    #expect(buffer.finish().text == text)
  }

  @Test func aBufferThatGrewHoldsWhatWasAppended() {
    var buffer = PageBuffer(capacity: 1)
    for number in 0..<10_000 { buffer.append(Int64(number)) }
    #expect(buffer.finish().text == (0..<10_000).map(String.init).joined())
  }
}
