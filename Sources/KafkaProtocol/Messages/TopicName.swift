/// Kafka's rules for the names of topics (org.apache.kafka.common.internals.Topic).
public enum TopicName {
  /// Groups' offsets.
  public static let consumerOffsets = "__consumer_offsets"

  public static func isInternal(_ name: String) -> Bool {
    [consumerOffsets, "__transaction_state", "__share_group_state"].contains(name)
  }

  /// What the brokers' metrics call the topic: dots become underscores there, so that two names may mean one.
  public static func metricName(_ name: String) -> String {
    String(name.map { $0 == "." ? "_" : $0 })
  }

  /// Whether another name could mean the same in metrics.
  public static func mayCollide(_ name: String) -> Bool {
    name.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") }
  }

  /// What is wrong with a name, in Kafka's words; nil when nothing is.
  public static func problem(_ name: String) -> String? {
    if name.isEmpty { return "the empty string is not allowed" }
    if name == "." || name == ".." { return "'\(name)' is not allowed" }
    if name.utf8.count > 249 { return "the length of '\(name)' is longer than the max allowed length 249" }
    let isLegal = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
      default: false
      }
    }
    return isLegal ? nil : "'\(name)' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'"
  }
}
