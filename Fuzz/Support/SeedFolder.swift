import Foundation

/// The folder that a fuzzer starts from besides what it found in earlier runs; `make fuzz` names it.
package enum SeedFolder {
  /// Fills the folder of `FUZZ_SEEDS`, which is empty, with one file for each input.
  package static func fill(_ inputs: () throws -> [[UInt8]]) throws {
    guard let path = ProcessInfo.processInfo.environment["FUZZ_SEEDS"] else { return }
    for (number, input) in try inputs().enumerated() {
      try Data(input).write(to: URL(fileURLWithPath: path, isDirectory: true).appendingPathComponent("\(number)"))
    }
  }

  /// The frames that `make test` damages too.
  package static func recordedFrames() throws -> FrameCorpus {
    try FrameCorpus(contentsOf: URL(fileURLWithPath: "Tests/KafkaProtocolTests/Corpus/frames.txt"))
  }
}
