import FuzzSupport
import KafkaExporter

private let seeds = [
  "GET\n/metrics\napplication/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1\ngzip",
  "HEAD\nhttp://localhost:9308/ready/?a=b#c\ntext/*;q=1.000, */*; q=0\nx-gzip;q=0.5, identity; q=0.4, *;q=0",
  "OPTIONS\n*\n\n", "POST\n/health\n\"quoted \\\" text\";a=\"b,c\"\nbr", "GET\n/favicon.ico\n,;=\n;q=",
]

@c(LLVMFuzzerInitialize)
public func initialize(_: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?) -> Int32 {
  do {
    try SeedFolder.fill { seeds.map { Array($0.utf8) } }
  } catch {
    fatalError("no seeds: \(error)")
  }
  return 0
}

/// What of a request is read here and not by libmicrohttpd: method, target, Accept and Accept-Encoding, a line each.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let lines = unsafe fuzzBytes(start, count).split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  guard lines.count == 4 else { return -1 }
  let request = HTTPRequest(method: HTTPMethod(rawValue: lines[0]), path: lines[1], accept: lines[2], acceptEncoding: lines[3])
  let labels = Route.served.map(\.path) + ["other"]
  must(labels.contains(Route(request).label), "a client made a label")
  for header in [lines[2], lines[3]] {
    let items = QualityList(header).items
    must(items.count <= QualityList.maximumItems, "too many items")
    must(items.allSatisfy { (0...1000).contains($0.quality) && !$0.name.isEmpty }, "an item that can't be")
  }
  // Whatever it says, a client that names no format of ours gets the plain one.
  let asksForOpenMetrics = lines[2].lowercased().contains("openmetrics")
  must(asksForOpenMetrics || PageFormat(accept: lines[2]) == .text, "OpenMetrics for a client that did not ask")
  let asksForGzip = lines[3].lowercased().contains("gzip") || lines[3].contains("*")
  must(asksForGzip || PageEncoding(acceptEncoding: lines[3]) == .identity, "gzip for a client that did not ask")
  return 0
}
