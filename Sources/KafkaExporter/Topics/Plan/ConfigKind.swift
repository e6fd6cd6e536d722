/// The type of a config's values, numbered as in DescribeConfigs answers (ConfigType in Kafka's clients). Brokers before 2.6 do not tell it.
package struct ConfigKind: RawRepresentable, Sendable, Hashable {
  package var rawValue: Int8

  package init(rawValue: Int8) {
    self.rawValue = rawValue
  }

  package static let unknown = ConfigKind(rawValue: 0)
  static let boolean = ConfigKind(rawValue: 1)
  static let int = ConfigKind(rawValue: 3)
  static let short = ConfigKind(rawValue: 4)
  static let long = ConfigKind(rawValue: 5)
  static let double = ConfigKind(rawValue: 6)
  static let list = ConfigKind(rawValue: 7)

  /// Whether two texts are the same value: `compact, delete` is `delete,compact`, and 0.50 is 0.5.
  package func isSame(_ one: String, _ other: String) -> Bool {
    if one == other { return true }
    return switch self {
    case .boolean: one.lowercased() == other.lowercased()
    case .int, .short, .long: Int64(one).map { $0 == Int64(other) } ?? false
    case .double: Double(one).map { $0 == Double(other) } ?? false
    case .list: Self.elements(one) == Self.elements(other)
    default: false
    }
  }

  private static func elements(_ list: String) -> [String] {
    list.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }.sorted()
  }
}
