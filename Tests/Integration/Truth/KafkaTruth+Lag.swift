import Foundation
import TestSupport

/// A line of `exporter lag`, as `--json` names its parts.
struct LagLine: Decodable, Hashable {
  let group: String
  let topic: String?
  let partition: Int32?
  let committedOffset: Int64?
  let logEndOffset: Int64?
  let lag: Int64?
  let lostRecords: Int64?
  let memberID: String?
  let host: String?
  let clientID: String?

  private enum CodingKeys: String, CodingKey {
    case group, topic, partition, lag, host
    case committedOffset = "committed_offset"
    case logEndOffset = "log_end_offset"
    case lostRecords = "lost_records"
    case memberID = "member_id"
    case clientID = "client_id"
  }
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
          group: row.group, topic: topic, partition: partition, committedOffset: row.committedOffset,
          logEndOffset: row.logEndOffset, lag: row.lag.map { $0 - (lost ?? 0) }, lostRecords: lost, memberID: row.memberID,
          host: row.host, clientID: row.clientID)
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
        line.group, line.topic ?? "-", cell(line.partition), cell(line.committedOffset), cell(line.logEndOffset), cell(line.lag),
        cell(line.lostRecords), line.memberID ?? "-", line.host ?? "-", line.clientID ?? "-",
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
