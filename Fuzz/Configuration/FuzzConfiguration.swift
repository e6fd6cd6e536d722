import FuzzSupport
import KafkaExporter

/// A configuration file: it loads, or every problem has a text. Seeds are the files in configs/ and the tests' invalid ones.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let file = ConfigurationFile(name: "fuzz.yaml", text: unsafe fuzzBytes(start, count))
  do throws(ConfigurationError) {
    let loaded = try ConfigurationLoader.load(file: file)
    precondition(!loaded.configuration.clusters.isEmpty)
  } catch {
    precondition(error.description.contains("fuzz.yaml"), error.description)
  }
  return 0
}
