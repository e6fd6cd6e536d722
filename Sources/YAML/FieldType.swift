/// What may stand behind a key: how it is read, and what is allowed in words.
public struct FieldType<Value>: Sendable {
  /// Completes "allowed: ".
  public let allowed: String
  /// The value; nil for a text that is none.
  public let read: @Sendable (YAMLReader) throws(YAMLError) -> Value

  public init(allowed: String, read: @escaping @Sendable (YAMLReader) throws(YAMLError) -> Value) {
    self.allowed = allowed
    self.read = read
  }
}

extension FieldType where Value == Int {
  public static func integer(_ range: ClosedRange<Int>) -> FieldType {
    FieldType(allowed: "an integer from \(range.lowerBound) to \(range.upperBound)") { reader throws(YAMLError) in
      let value = try reader.integer()
      guard range.contains(value) else { throw reader.error("\(value) is out of range") }
      return value
    }
  }

  /// Bytes, with a unit.
  public static func size(upTo limit: Int) -> FieldType {
    FieldType(allowed: "a size from 0B to \(UnitText.bytes.format(Int64(limit))), such as 500B or 2KiB") { reader throws(YAMLError) in
      let value = try reader.number(of: .bytes)
      guard value <= limit else { throw reader.error("\(reader.found) is out of range") }
      return Int(value)
    }
  }
}

extension FieldType where Value == Double {
  /// - Parameter unit: behind the range, as in "records a second".
  public static func number(_ range: ClosedRange<Double>, unit: String = "") -> FieldType {
    let bounds = "\(Int(range.lowerBound)) to \(Int(range.upperBound))"
    return FieldType(allowed: "a number from \(bounds)\(unit)") { reader throws(YAMLError) in
      let value = try reader.number()
      guard range.contains(value) else { throw reader.error("\(reader.found) is out of range") }
      return value
    }
  }
}

extension FieldType where Value == Duration {
  public static func duration(from low: Duration, to high: Duration) -> FieldType {
    let allowed = "a duration from \(UnitText.text(of: low)) to \(UnitText.text(of: high)), such as 20s or 1m30s"
    return FieldType(allowed: allowed) { reader throws(YAMLError) in
      let value = Duration.milliseconds(try reader.number(of: .duration))
      guard (low...high).contains(value) else { throw reader.error("\(reader.found) is out of range") }
      return value
    }
  }
}

extension FieldType where Value == String {
  public static var text: FieldType {
    FieldType(allowed: "any text") { reader throws(YAMLError) in try reader.string() }
  }

  /// - Parameter problem: what is wrong with a name, nil when nothing is.
  public static func name(allowed: String, problem: @escaping @Sendable (String) -> String?) -> FieldType {
    FieldType(allowed: allowed) { reader throws(YAMLError) in
      let name = try reader.string()
      if let problem = problem(name) { throw reader.error(problem) }
      return name
    }
  }
}

extension FieldType where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  /// One of the cases of an enumeration.
  public static var oneOf: FieldType {
    let names = Value.allCases.map(\.rawValue)
    return FieldType(allowed: names.joined(separator: " or ")) { reader throws(YAMLError) in
      let text = try reader.string()
      guard let value = Value(rawValue: text) else {
        throw reader.error("\(reader.found) is unknown" + Spelling.hint(for: text, among: names))
      }
      return value
    }
  }
}
