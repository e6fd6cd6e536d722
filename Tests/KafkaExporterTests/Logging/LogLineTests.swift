import Foundation
import Testing

@testable import KafkaExporter

@Suite struct LogLineTests {
  private func line(_ message: String, _ fields: LogFields = [:], as format: LogFormat) -> String {
    let line = LogLine(time: LogTime(milliseconds: 1_735_787_045_678), level: .info, message: message, fields: fields)
    return String(decoding: line.bytes(as: format), as: UTF8.self)
  }

  @Test func logfmtHasTheFieldsInOrder() {
    let text = line(
      "broker is back", ["broker": 3, "host": "kafka-1", "after": Duration.milliseconds(90_500), "ok": true, "note": ""], as: .logfmt)
    #expect(
      text == "time=2025-01-02T03:04:05.678Z level=info msg=\"broker is back\" broker=3 host=kafka-1 after=1m30s500ms ok=true note=\"\"\n")
  }

  @Test func jsonHasNumbersAndBooleansBare() {
    let text = line("hello", ["broker": 3, "ok": false, "ratio": 0.5, "nan": Double.nan], as: .json)
    #expect(
      text == #"{"time":"2025-01-02T03:04:05.678Z","level":"info","msg":"hello","broker":3,"ok":false,"ratio":0.5,"nan":"nan"}"# + "\n")
  }

  @Test(arguments: LogFormat.allCases) func nothingInAMessageEndsTheLine(format: LogFormat) {
    let text = line("a\nb\r\u{0}\u{1B}[31m\u{85}\u{2028}", ["k\n=\" x": "v\n"], as: format)
    #expect(text.unicodeScalars.filter { $0.value < 0x20 || $0.value == 0x85 || $0.value == 0x2028 } == ["\n"])
  }

  @Test func quotesBackslashesAndOtherScriptsSurvive() throws {
    let nasty = "say \"hi\" \\ tab\t newline\n é 漢 \u{1F600} \u{7}"
    let json = try JSONSerialization.jsonObject(with: Data(line(nasty, ["k": .text(nasty) as LogValue], as: .json).utf8)) as? [String: Any]
    #expect(json?["msg"] as? String == nasty)
    #expect(json?["k"] as? String == nasty)
    #expect(line("é漢", ["k": "a=b", "q": "\"", "b": "\\"], as: .logfmt).contains(#"msg=é漢 k="a=b" q="\"" b="\\""#))
  }

  @Test func aNameStandsOnceAndNeverHidesTimeLevelOrMessage() {
    let fields = LogFields(dictionaryLiteral: ("a", 1), ("msg", "x"), ("a", 2))
    #expect(line("m", fields.adding(["a": 3, "b": 4]), as: .logfmt).hasSuffix("msg=m a=3 msg_=x b=4\n"))
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
    (951_868_799_999, "2000-02-29T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    (1_767_225_599_001, "2025-12-31T23:59:59.001Z"),
  ]) func timesAreUTCWithMilliseconds(milliseconds: Int64, expected: String) {
    #expect(LogTime(milliseconds: milliseconds).description == expected)
  }
}
