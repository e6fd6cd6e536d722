import Foundation
import KafkaSimulator
import TestSupport
import Transport

/// kcat, which is librdkafka, pointed at a simulated cluster.
struct Kcat {
  let bootstrap: HostPort

  /// Sends a file's lines, each a record; `|` parts key and value.
  func produce(_ lines: [String], to topic: String, partition: Int32 = 0, _ options: [String] = []) async throws {
    let directory = try TemporaryDirectory("records")
    let file = try directory.write(lines.map { $0 + "\n" }.joined(), to: "records")
    let arguments = ["-b", "\(bootstrap)", "-P", "-t", topic, "-p", "\(partition)", "-K", "|"] + options
    _ = try await run("kcat", arguments, input: file, within: .seconds(20)).checked("kcat -P")
  }

  /// What there is from an offset on (`beginning`, `5`, `s@1800000000000`), one line a record in kcat's format.
  func consume(
    _ topic: String, partition: Int32 = 0, from offset: String = "beginning", format: String = "%o|%k|%s\n", _ options: [String] = []
  ) async throws -> [String] {
    // Where the cluster's time stands still, a fetch that waits would not end.
    let reading = ["-C", "-q", "-e", "-X", "fetch.wait.max.ms=0"]
    let arguments = ["-b", "\(bootstrap)"] + reading + ["-t", topic, "-p", "\(partition)", "-o", offset, "-f", format] + options
    let output = try await run("kcat", arguments, within: .seconds(20)).checked("kcat -C").standardOutput
    return output.split(separator: "\n", omittingEmptySubsequences: true).map { String($0) }
  }
}

extension Timestamp {
  /// What the machine's clock says: real clients stamp their records with it.
  static var onTheWall: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
}
