import KafkaExporter
import Testing

@Suite struct LandingPageTests {
  private static func page(_ status: FixedStatus) -> String {
    Endpoints.fixed(status: status).respond(to: HTTPRequest(path: "/")).text
  }

  @Test func theStateOfAClusterIsShown() {
    let page = Self.page(.healthy)
    for text in [
      "Version 1.2.3, running for 10 min.", "href=\"/metrics\"", "href=\"/health\"", "href=\"/ready\"", "Ready.",
      "localhost:9092, localhost:9093",
      "<dd>abc</dd>", "<dd>2 of 3</dd>", "<dd>12</dd>", "<dd>4 s old</dd>",
      "<td>metadata</td><td class=\"good\">succeeded</td><td class=\"number\">4 ms</td><td class=\"number\">5 s ago</td>",
      "<td>groups</td><td class=\"bad\">failed</td><td class=\"number\">1.3 s</td><td class=\"number\">5 min ago</td><td>broker 3: timeout</td>",
      "<td>configs</td><td>none yet</td><td class=\"number\"></td><td class=\"number\">never</td>",
    ] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test func anUnreachableClusterSaysWhy() {
    let page = Self.page(.unreachable)
    #expect(page.contains("Not ready: cluster a: no broker of localhost:9092 answers: connection refused."))
    #expect(page.contains("<dt>Topics</dt><dd>unknown</dd>"))
    #expect(page.contains("<dd>none yet</dd>"))
  }

  @Test func nothingFromOutsideBecomesMarkup() {
    let hostile = "<script>alert('x')</script>\"&\u{0}\n\u{1b}"
    let page = Self.page(
      FixedStatus(
        status: DaemonStatus(
          version: hostile, started: .nan,
          clusters: [
            ClusterStatus(
              name: hostile, clusterID: hostile, bootstrap: [hostile], failure: hostile,
              collectors: [CollectorFacts(name: hostile, durationSeconds: .infinity, lastSuccess: -.infinity, failure: hostile)],
              snapshotTimestamp: .nan)
          ])))
    #expect(!page.contains("<script"))
    #expect(!page.contains("alert('"))
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;\u{fffd} \u{fffd}"))
  }

  @Test func thePageWorksWithoutScriptsAndKeepsOthersOut() {
    let response = Endpoints.fixed().respond(to: HTTPRequest(path: "/"))
    #expect(response[header: "Content-Type"] == "text/html; charset=utf-8")
    #expect(response[header: "Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'")
    #expect(!response.text.contains("<script"))
  }
}
