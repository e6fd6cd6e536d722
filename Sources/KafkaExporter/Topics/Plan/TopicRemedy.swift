/// Kafka's own commands that would make an existing topic as the file wants it, for a person to read, think and run.
struct TopicRemedy {
  /// As for `--bootstrap-server`.
  let bootstrap: String
  let topic: String

  func lines(for differences: [TopicDifference]) -> [String] {
    var lines: [String] = []
    var configs: [String] = []
    for difference in differences {
      switch difference {
      case .partitions(let wanted, let found) where wanted > found:
        lines.append("kafka-topics.sh --bootstrap-server \(bootstrap) --alter --topic \(topic) --partitions \(wanted)")
      case .partitions: lines.append("# partitions can not become fewer; a new topic could have fewer")
      case .replication:
        lines.append("kafka-reassign-partitions.sh --bootstrap-server \(bootstrap) --execute --reassignment-json-file FILE")
      case .config(let name, let wanted, _): configs.append("\(name)=\(wanted.contains(",") ? "[\(wanted)]" : wanted)")
      }
    }
    if !configs.isEmpty {
      let list = Self.quoted(configs.joined(separator: ","))
      lines.append(
        "kafka-configs.sh --bootstrap-server \(bootstrap) --alter --entity-type topics --entity-name \(topic) --add-config \(list)")
    }
    return lines
  }

  /// As a shell takes it for one word.
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: ".,:=_-/@%+".utf8.contains(byte)
        }
      }
    return isPlain ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
