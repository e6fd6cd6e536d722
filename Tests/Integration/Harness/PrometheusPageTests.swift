import TestSupport
import Testing

struct PrometheusPageTests {
  @Test func escapesAndSpecialValuesAreRead() throws {
    let page = try PrometheusPage.parse(
      #"""
      # HELP a_total Counts \\ and\nlines, "quotes" stay.
      # TYPE a_total counter
      a_total{topic="a\"b\\c\nd}é,",partition="0"} 3
      a_total{topic="plain",} 4.5e+06 1700000000000
      b NaN
      c{le="+Inf"} +Inf
      d -Inf

      """#)
    #expect(page.help["a_total"] == "Counts \\ and\nlines, \"quotes\" stay.")
    #expect(page.types["a_total"] == "counter")
    #expect(page.value("a_total", ["topic": "a\"b\\c\nd}é,"]) == 3)
    #expect(page.samples("a_total", ["topic": "plain"]).first?.timestamp == 1_700_000_000_000)
    #expect(page.value("b")?.isNaN == true)
    #expect(page.value("c") == .infinity)
    #expect(page.value("d") == -.infinity)
    #expect(page.value("a_total") == nil, "two series have that name")
    #expect(page.values("a_total", by: "topic", "partition")[["plain", ""]] == 4_500_000)
  }

  @Test func openMetricsIsRead() throws {
    let page = try PrometheusPage.parse("# UNIT a_seconds seconds\na_seconds_bucket{le=\"1.0\"} 2 # {id=\"x\"} 0.5 1.0\n# EOF\n")
    #expect(page.value("a_seconds_bucket", ["le": "1.0"]) == 2)
  }

  @Test(arguments: [
    ("a{b=\"c\"} ", "line 1: no value: a{b=\"c\"} "),
    ("a{b=\"c} 1", "line 1: no closing quote: a{b=\"c} 1"),
    ("a{b=\"\\x\"} 1", "line 1: unknown escape \\x: a{b=\"\\x\"} 1"),
    ("a 1\na 1", "line 2: the series is there twice: a 1"),
    ("a{b=\"1\",b=\"2\"} 1", "line 1: label b is there twice: a{b=\"1\",b=\"2\"} 1"),
    ("a{b=\"1\"c=\"2\"} 1", "line 1: neither , nor } after label b: a{b=\"1\"c=\"2\"} 1"),
    ("1a 1", "line 1: no name where one belongs: 1a 1"),
    ("a nan", "line 1: no value: a nan"),
    ("a 1 2 3", "line 1: no value: a 1 2 3"),
  ])
  func whatBreaksTheFormatIsAnErrorWithItsLine(text: String, message: String) {
    let error = #expect(throws: HarnessError.self) { try PrometheusPage.parse(text) }
    #expect(error?.description == message)
  }

  @Test func promtoolAcceptsAGoodPageAndRejectsABadOne() async throws {
    try await Promtool.check(metrics: "# HELP a_total Counts.\n# TYPE a_total counter\na_total 1\n")
    await #expect(throws: HarnessError.self) { try await Promtool.check(metrics: "a{b=} 1\n") }
  }
}
