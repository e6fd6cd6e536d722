// Foundation itself would bring ICU, and with it some 10 MB of memory.
import FoundationEssentials

extension LagReport.Row: Encodable {
  private enum Key: String, CodingKey {
    case cluster, group, type, state, topic, partition
    case committedOffset = "committed_offset"
    case logStartOffset = "log_start_offset"
    case logEndOffset = "log_end_offset"
    case lag
    case lostRecords = "lost_records"
    case memberID = "member_id"
    case clientID = "client_id"
    case host
  }

  /// Every key is always there, null where the value is unknown; `cluster` only where clusters have names.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encodeIfPresent(cluster, forKey: .cluster)
    try container.encode(group, forKey: .group)
    try container.encode(type, forKey: .type)
    try container.encode(state, forKey: .state)
    try container.encode(topic, forKey: .topic)
    try container.encode(partition, forKey: .partition)
    try container.encode(committedOffset, forKey: .committedOffset)
    try container.encode(logStartOffset, forKey: .logStartOffset)
    try container.encode(logEndOffset, forKey: .logEndOffset)
    try container.encode(lag, forKey: .lag)
    try container.encode(lostRecords, forKey: .lostRecords)
    try container.encode(memberID, forKey: .memberID)
    try container.encode(clientID, forKey: .clientID)
    try container.encode(host, forKey: .host)
  }
}

extension LagReport {
  /// An array of objects, one a row and line.
  package static func json(_ reports: [LagReport]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try reports.flatMap(\.rows).map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    return lines.isEmpty ? "[]" : "[\n  " + lines.joined(separator: ",\n  ") + "\n]"
  }
}
