/// A partition by the names Kafka's tools print.
public struct TopicPartitionName: Hashable, Sendable, CustomStringConvertible {
  public let topic: String
  public let partition: Int32

  public init(_ topic: String, _ partition: Int32) {
    self.topic = topic
    self.partition = partition
  }

  public var description: String { "\(topic)-\(partition)" }
}

extension KafkaTools {
  /// Which end of the log GetOffsetShell asks for.
  public enum OffsetSpec: Int, Sendable {
    case latest = -1
    case earliest = -2
  }

  /// What GetOffsetShell prints for all topics, internal ones included, or for those that match a pattern.
  ///
  /// A partition without an answer (no leader) is absent.
  public func offsets(_ spec: OffsetSpec, topic: String? = nil) async throws(HarnessError) -> [TopicPartitionName: Int64] {
    let printed = try await run(.offsets, ["--time", "\(spec.rawValue)"] + (topic.map { ["--topic", $0] } ?? [])).standardOutput
    var offsets: [TopicPartitionName: Int64] = [:]
    for line in printed.split(separator: "\n") {
      let parts = line.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 3, let partition = Int32(parts[1]) else { throw HarnessError("not topic:partition:offset: \(line)") }
      offsets[TopicPartitionName(String(parts[0]), partition)] = Int64(parts[2])
    }
    return offsets
  }
}
