import Testing

struct PromQLNamesTests {
  @Test func seriesLabelsAndGroupsAreToldApart() {
    let names = PromQLNames(
      of: """
        topk(10, sum by (job, topic) (rate(kafka_a_total{job=~"$job", topic!="by (x)"}[5m] offset 1h)) / on (job) group_left (rack) kafka_b > 0.5)
          unless max_over_time(kafka_c{}[$__range:$__interval] @ end()) or -inf
        """)
    #expect(
      names.selectors == [
        .init(metric: "kafka_a_total", labels: ["job", "topic"]), .init(metric: "kafka_b", labels: []),
        .init(metric: "kafka_c", labels: []),
      ])
    #expect(names.grouped == ["job", "topic", "job", "rack"])
  }

  @Test(arguments: ["", "1 + 2", #"vector(1) > bool 3"#, "time()"]) func expressionsWithoutSeriesHaveNoNames(expression: String) {
    #expect(PromQLNames(of: expression).selectors.isEmpty)
  }
}
