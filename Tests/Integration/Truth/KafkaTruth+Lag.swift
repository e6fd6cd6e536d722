import Foundation
import TestSupport

/// A line of `exporter lag`, as `--json` names its parts.
struct LagLine: Decodable, Hashable {
  let group: String
  let topic: String?
  let partition: Int32?
  let committed_offset: Int64?
  let log_end_offset: Int64?
  let lag: Int64?
  let lost_records: Int64?
  let member_id: String?
  let host: String?
  let client_id: String?
}

extension KafkaTruth {
  /// Kafka's own rows in the exporter's terms: what is lost is not lag.
  private var lagLines: Set<LagLine> {
    Set(
      groupOffsets.compactMap { row in
        guard let topic = row.topic, let partition = row.partition else { return nil }
        let start = logStart[TopicPartitionName(topic, partition)]
        let lost = row.committedOffset.flatMap { committed in start.map { max(0, $0 - committed) } }
        return LagLine(
          group: row.group, topic: topic, partition: partition, committed_offset: row.committedOffset,
          log_end_offset: row.logEndOffset, lag: row.lag.map { $0 - (lost ?? 0) }, lost_records: lost, member_id: row.memberID,
          host: row.host, client_id: row.clientID)
      })
  }

  /// Where `exporter lag --json` differs from ConsumerGroupCommand.
  func differences(fromJSON text: String) throws -> [String] {
    let lines = try JSONDecoder().decode([LagLine].self, from: Data(text.utf8))
    var differences = Differences()
    differences.compare("lag --json", page: Set(lines.filter { $0.topic != nil }), kafka: lagLines)
    differences.compare("groups of lag --json", page: Set(lines.map(\.group)), kafka: Set(groupStates.map(\.group)))
    return differences.lines
  }

  /// Where the table of `exporter lag` differs from ConsumerGroupCommand. Names must be without spaces.
  func differences(fromTable text: String) -> [String] {
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }.filter { $0.count == 10 && $0[0] != "GROUP" }
    let kafka = lagLines.map { line in
      [
        line.group, line.topic ?? "-", cell(line.partition), cell(line.committed_offset), cell(line.log_end_offset), cell(line.lag),
        cell(line.lost_records), line.member_id ?? "-", line.host ?? "-", line.client_id ?? "-",
      ]
    }
    var differences = Differences()
    differences.compare("lag", page: Set(rows.filter { $0[1] != "-" }), kafka: Set(kafka))
    return differences.lines
  }

  private func cell(_ value: (some BinaryInteger)?) -> String {
    value.map { "\($0)" } ?? "-"
  }
}
