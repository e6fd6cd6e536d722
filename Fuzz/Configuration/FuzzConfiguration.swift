import FuzzSupport
import KafkaExporter

/// What topics and groups may be called: brokers check names less than one would think.
private let names = ["", "orders", "__consumer_offsets", "\u{e9}\u{0}\n", String(repeating: "a", count: 300)]

/// A configuration file: it loads, or every problem says that it is in this file. Its patterns end with an answer for every name. Seeds are the
/// files in configs/ and the tests' invalid ones.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let file = ConfigurationFile(name: "fuzz.yaml", text: unsafe fuzzBytes(start, count))
  do throws(ConfigurationError) {
    let loaded = try ConfigurationLoader.load(file: file)
    must(!loaded.configuration.clusters.isEmpty, "no cluster")
    for cluster in loaded.configuration.clusters {
      for name in names { _ = (cluster.topics.admits(name, isInternal: true), cluster.groups.filter.admits(name)) }
    }
  } catch {
    must(error.description.contains("fuzz.yaml"), "a problem in no file: \(error)")
  }
  return 0
}
