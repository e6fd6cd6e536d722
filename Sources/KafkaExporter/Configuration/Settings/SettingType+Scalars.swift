import YAML

extension SettingType where Value == String {
  /// A text of at least one character.
  static func text(
    valueName: String = "TEXT", allowed: String = "any text but the empty one",
    where isAllowed: @escaping @Sendable (String) -> Bool = { !$0.isEmpty }
  ) -> SettingType {
    single(
      "text", valueName: valueName, allowed: allowed,
      read: { (text: String) throws(ValueProblem) in
        guard isAllowed(text) else { throw ValueProblem("\(Spelling.quoted(text)) is not allowed") }
        return text
      }, write: { $0 })
  }
}

extension SettingType where Value == Bool {
  static var boolean: SettingType {
    single(
      "boolean", valueName: "true|false", allowed: "true or false", isBoolean: true, isBare: true,
      read: { (text: String) throws(ValueProblem) in
        if let value = Bool(text) { return value }
        let hint =
          switch text.lowercased() {
          case "yes", "on", "1", "y", "t", "true": "; write true"
          case "no", "off", "0", "n", "f", "false": "; write false"
          default: ""
          }
        throw ValueProblem("\(Spelling.quoted(text)) is no boolean\(hint)")
      }, write: \.description)
  }
}

extension SettingType where Value == Int {
  static func integer(_ range: ClosedRange<Int>) -> SettingType {
    single(
      "integer", valueName: "N", allowed: "an integer from \(range.lowerBound) to \(range.upperBound)", isBare: true,
      read: { (text: String) throws(ValueProblem) in
        guard let value = Int(text) else { throw ValueProblem("\(Spelling.quoted(text)) is no integer") }
        guard range.contains(value) else { throw ValueProblem("\(value) is out of range") }
        return value
      }, write: \.description)
  }

  /// A size in bytes.
  static func bytes(_ range: ClosedRange<Int>) -> SettingType {
    let (low, high) = (UnitText.bytes.format(Int64(range.lowerBound)), UnitText.bytes.format(Int64(range.upperBound)))
    return single(
      "size", valueName: "SIZE", allowed: "a size from \(low) to \(high), such as 512KiB, 100MiB or 1GiB",
      read: { (text: String) throws(ValueProblem) in
        guard let value = Int(exactly: try UnitText.bytes.value(of: text)), range.contains(value) else {
          throw ValueProblem("\(Spelling.quoted(text)) is out of range")
        }
        return value
      }, write: { UnitText.bytes.format(Int64($0)) })
  }
}

extension SettingType where Value == Duration {
  static func duration(from low: Duration, to high: Duration) -> SettingType {
    let example: Duration = low <= .milliseconds(500) ? .milliseconds(500) : .seconds(10)
    let texts = [low, high, example].map { UnitText.duration.format($0.milliseconds) }
    let allowed = "a duration from \(texts[0]) to \(texts[1]), such as \(texts[2]) or 1m30s"
    return single(
      "duration", valueName: "DURATION", allowed: allowed,
      read: { (text: String) throws(ValueProblem) in
        let value = Duration.milliseconds(try UnitText.duration.value(of: text))
        guard (low...high).contains(value) else { throw ValueProblem("\(Spelling.quoted(text)) is out of range") }
        return value
      }, write: { UnitText.duration.format($0.milliseconds) })
  }
}

extension SettingType where Value == ListenAddress {
  static var listenAddress: SettingType {
    single(
      "listen address", valueName: "ADDRESS:PORT",
      allowed: "ADDRESS:PORT, such as :9308 (all addresses), 127.0.0.1:9308 or [::1]:9308",
      read: { (text: String) throws(ValueProblem) in
        do throws(HTTPServerError) {
          return try ListenAddress(parsing: text)
        } catch .invalidAddress(_, let reason) {
          throw ValueProblem("\(Spelling.quoted(text)) is no ADDRESS:PORT: \(reason)")
        } catch {
          throw ValueProblem(error.description)
        }
      }, write: \.description)
  }
}

extension SettingType where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the cases of an enumeration.
  static var oneOf: SettingType {
    let names = Value.allCases.map(\.rawValue)
    return single(
      "one of", valueName: names.joined(separator: "|"), allowed: names.dropLast().joined(separator: ", ") + " or " + (names.last ?? ""),
      read: { (text: String) throws(ValueProblem) in
        guard let value = Value(rawValue: text) else {
          throw ValueProblem("\(Spelling.quoted(text)) is unknown" + Spelling.hint(for: text, among: names))
        }
        return value
      }, write: \.rawValue)
  }
}
