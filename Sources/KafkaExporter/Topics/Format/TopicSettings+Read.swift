import YAML

extension TopicSettings {
  /// Reads the keys of a mapping that has them among others; what is wrong is noted in the fields.
  init(_ fields: inout FieldReader) {
    partitions = fields.said(.partitions, .integerOrDefault(1...Int32(clamping: TopicFileLimits.partitions)))
    replication = fields.said(.replication, .integerOrDefault(1...Int16.max))
    retention = fields.said(.retention, .amount(of: .duration, "a duration such as 7d or 12h"))
    retentionBytes = fields.said(.retentionBytes, .amount(of: .bytes, "a size such as 10GiB or 500MiB"))
    minimumInSync = fields.said(.minimumInSync, .integerOrDefault(1...Int32(Int16.max)))
    let entries = fields.entries(TopicSettingKey.configs.rawValue)
    if entries.count > TopicFileLimits.configs {
      let place = fields.place(TopicSettingKey.configs.rawValue)
      fields.note(place.error("\(entries.count) configs; allowed: at most \(TopicFileLimits.configs)"))
    }
    for (entry, value) in entries.prefix(TopicFileLimits.configs) {
      if let text = fields.attempt({ () throws(YAMLError) in try Self.config(entry, value) }) { configs[entry.key] = text }
    }
  }

  private static func config(_ entry: YAMLEntry, _ value: YAMLReader) throws(YAMLError) -> String {
    if let problem = problem(withConfig: entry.key) {
      throw YAMLError(file: value.file, position: entry.keyPosition, path: value.path, message: problem)
    }
    let text = try value.string()
    // Kafka counts these in whole milliseconds and bytes; nobody wants to count zeros.
    let units: UnitText
    if entry.key.hasSuffix(".ms") { units = .duration } else if entry.key.hasSuffix(".bytes") { units = .bytes } else { return text }
    if let number = Int64(text) { return "\(number)" }
    do throws(YAMLError) {
      return "\(try value.number(of: units))"
    } catch {
      throw value.error("\(error.message); allowed: a whole number, with or without a unit")
    }
  }

  private static func problem(withConfig name: String) -> String? {
    if let key = TopicSettingKey.allCases.first(where: { $0.config == name }) {
      return "\(name) has a key of its own; write \(key.example) beside configs"
    }
    // Which configs there are depends on the brokers' version: they judge that.
    let isName = !name.isEmpty && name.utf8.count <= 249 && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
    return isName ? nil : "no name of a config; allowed: Kafka's names, such as cleanup.policy"
  }
}

extension FieldReader {
  fileprivate mutating func said<Value>(_ key: TopicSettingKey, _ type: FieldType<Value?>) -> TopicSettings.Said<Value>? {
    value(key.rawValue, type).map { TopicSettings.Said(value: $0, place: place(key.rawValue)) }
  }
}

extension YAMLReader {
  fileprivate func isWord(_ words: String...) -> Bool {
    guard case .scalar(let scalar) = node.content else { return false }
    return words.contains(scalar.text)
  }
}

extension FieldType {
  fileprivate static func integerOrDefault<Number: FixedWidthInteger & Sendable>(
    _ range: ClosedRange<Number>
  ) -> FieldType<Number?> where Value == Number? {
    FieldType<Number?>(allowed: "an integer from \(range.lowerBound) to \(range.upperBound), or default") { reader throws(YAMLError) in
      if reader.isWord("default") { return nil }
      let value = try reader.integer()
      guard let number = Number(exactly: value), range.contains(number) else { throw reader.error("\(value) is out of range") }
      return number
    }
  }

  /// A number with units, or -1 for no limit.
  fileprivate static func amount(of units: UnitText, _ allowed: String) -> FieldType<Int64?> where Value == Int64? {
    FieldType<Int64?>(allowed: "\(allowed), unlimited, or default") { reader throws(YAMLError) in
      if reader.isWord("default") { return nil }
      if reader.isWord("unlimited", "-1") { return -1 }
      return try reader.number(of: units)
    }
  }
}
