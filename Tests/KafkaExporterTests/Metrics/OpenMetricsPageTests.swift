import Testing

/// The checker itself: what it is there to find, it finds.
struct OpenMetricsPageTests {
  @Test func aValidPageIsRead() throws {
    let page = try OpenMetricsPage("# TYPE a counter\n# HELP a A \\\"quote\\\".\na_total{b=\"\\\"\\\\\\n\"} 1\n# EOF\n")
    #expect(page.families.map(\.name) == ["a"])
  }

  @Test(
    "faults are found",
    arguments: [
      "", "# TYPE a gauge\n# HELP a A.\na 1\n", "# TYPE a gauge\n# HELP a A.\n\na 1\n# EOF\n",
      "# TYPE a counter\n# HELP a A.\na 1\n# EOF\n",
      "# TYPE a gauge\n# UNIT a seconds\n# HELP a A.\na 1\n# EOF\n", "# TYPE a gauge\n# HELP a \"A\".\na 1\n# EOF\n",
      "# TYPE a gauge\n# HELP a A.\na{b=\"c\",} 1\n# EOF\n", "# TYPE a gauge\n# HELP a A.\na{b=\"c\",b=\"d\"} 1\n# EOF\n",
      "# TYPE a gauge\n# HELP a A.\na 1\na 2\n# EOF\n", "# TYPE a gauge\n# HELP a A.\na{b=\"\\q\"} 1\n# EOF\n",
      "# TYPE a gauge\n# HELP a A.\na 1\n# TYPE b gauge\n# HELP b B.\nb 1\na{c=\"d\"} 1\n# EOF\n",
      "# TYPE a histogram\n# HELP a A.\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n# EOF\n",
      "# TYPE a histogram\n# HELP a A.\na_bucket{le=\"1.0\"} 1\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n# EOF\n",
      "# TYPE a info\n# HELP a A.\na_info 2\n# EOF\n",
    ])
  func faults(page: String) {
    #expect(throws: OpenMetricsPage.Failure.self) { try OpenMetricsPage(page) }
  }
}
