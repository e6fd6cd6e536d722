import KafkaExporter
import Testing

@Suite struct PageNegotiationTests {
  @Test(
    arguments: [
      (nil, .text),
      ("", .text),
      ("*/*", .text),
      ("text/plain", .text),
      ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", .text),
      ("application/json", .text),
      ("application/openmetrics-text", .openMetrics),
      ("APPLICATION/OpenMetrics-Text; Version=1.0.0", .openMetrics),
      ("application/openmetrics-text; version=\"1.0.0\"; charset=utf-8", .openMetrics),
      ("application/openmetrics-text;version=2.0.0,text/plain;q=0.1", .text),
      ("application/openmetrics-text;version=0.0.1", .openMetrics),
      ("application/openmetrics-text;q=0", .text),
      ("application/openmetrics-text;q=0.0", .text),
      ("application/openmetrics-text;q=0.5,text/plain;q=0.6", .text),
      ("application/openmetrics-text;q=0.6,text/plain;q=0.5", .openMetrics),
      ("application/openmetrics-text;q=0.001,text/plain;q=0", .openMetrics),
      ("text/plain,application/openmetrics-text", .text),
      ("application/openmetrics-text,text/plain", .openMetrics),
      ("application/openmetrics-text,*/*", .openMetrics),
      ("*/*,application/openmetrics-text", .openMetrics),
      ("application/openmetrics-text;q=0.3,*/*;q=0.8", .text),
      ("application/*", .text),
      ("application/openmetrics-text;q=wrong,text/plain;q=0.1", .text),
      // Prometheus 2.x and 3.x.
      (
        "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        .openMetrics
      ),
      (
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        .openMetrics
      ),
      ("text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", .text),
      (
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,text/plain;version=0.0.4;q=0.3",
        .text
      ),
    ] as [(String?, PageFormat)])
  func theFormIsTheOneThatTheClientLikesBest(accept: String?, format: PageFormat) {
    #expect(PageFormat(accept: accept) == format)
  }

  @Test(
    arguments: [
      (nil, .identity),
      ("", .identity),
      ("gzip", .gzip),
      ("GZIP", .gzip),
      ("x-gzip", .gzip),
      ("deflate, gzip;q=1.0, *;q=0.5", .gzip),
      ("gzip;q=0", .identity),
      ("gzip;q=0.000, *", .identity),
      ("gzip; q=0 , identity", .identity),
      ("*", .gzip),
      ("*;q=0", .identity),
      ("identity", .identity),
      ("identity;q=1, gzip;q=0.5", .identity),
      ("identity;q=0.5, gzip;q=0.5", .gzip),
      ("deflate, br, zstd", .identity),
      ("gzipped", .identity),
      ("gzip;q=", .identity),
    ] as [(String?, PageEncoding)])
  func gzipGoesOnlyToThoseWhoTakeIt(acceptEncoding: String?, encoding: PageEncoding) {
    #expect(PageEncoding(acceptEncoding: acceptEncoding) == encoding)
  }

  @Test func theContentTypesNameTheirVersions() {
    #expect(PageFormat.text.contentType == "text/plain; version=0.0.4; charset=utf-8")
    #expect(PageFormat.openMetrics.contentType == "application/openmetrics-text; version=1.0.0; charset=utf-8")
  }
}
