import YAML

extension SettingType where Value == [Endpoint] {
  static var endpoints: SettingType {
    list(
      of: "HOST:PORT", placeholder: "HOST:PORT", allowed: "HOST:PORT with a port from 1 to 65535, such as kafka-1:9092 or [::1]:9092",
      read: { (text: String) throws(ValueProblem) in try Endpoint(text) }, write: \.description)
  }
}

extension SettingType where Value == [NamePattern] {
  static var patterns: SettingType {
    list(
      of: "regular expressions", placeholder: "PATTERN",
      allowed: "names and regular expressions that match the whole name, such as orders or orders\\..*",
      split: ListText.atOuterCommas,
      read: { (text: String) throws(ValueProblem) in try NamePattern(text) }, write: \.text)
  }
}

extension SettingType where Value == [String] {
  /// The words of a selection of metric families; whether the names exist is checked by the loader, which is told them.
  static var families: SettingType {
    list(
      of: "families", placeholder: "FAMILY", allowed: "default or all first, then family names with + to add and - to remove",
      read: { (text: String) throws(ValueProblem) in
        if text == "default" || text == "all" { return text }
        guard let sign = text.first, sign == "+" || sign == "-" else {
          throw ValueProblem("\(Spelling.quoted(text)) starts with neither + nor -")
        }
        guard MetricNameText.isValid(text.dropFirst()) else { throw ValueProblem("\(Spelling.quoted(text)) is no family name") }
        return text
      }, write: { $0 })
  }
}

/// Prometheus' rule for the names of metrics, without the colon that is kept for recording rules.
enum MetricNameText {
  static func isValid(_ name: some StringProtocol) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39, UInt8(ascii: "_"): true
      default: false
      }
    }
  }
}
