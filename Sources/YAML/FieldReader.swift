/// Reads the keys of one mapping and keeps every problem it meets, so that all of a file's are told at once.
///
/// What is wrong reads as what is not there: a caller goes on with its default, and whoever loads the file sees that there are problems.
public struct FieldReader {
  public let reader: YAMLReader
  private let fields: [String: YAMLReader]
  /// False when something else stands here: that is one problem, and that nothing is in it is none.
  private let isMapping: Bool
  public private(set) var problems: [YAMLError] = []

  /// - Parameter describe: what to say of a key that is not known; nil for the usual.
  public init(_ reader: YAMLReader, known: [String], describe: (String) -> String? = { _ in nil }) {
    self.reader = reader
    var fields: [String: YAMLReader] = [:]
    do throws(YAMLError) {
      for (entry, value) in try reader.mapping() {
        if known.contains(entry.key) {
          fields[entry.key] = value
        } else {
          var problem = reader.unknown(entry, known: known)
          problem.message = describe(entry.key) ?? "\(problem.message); allowed: \(known.joined(separator: ", "))"
          problems.append(problem)
        }
      }
      isMapping = true
    } catch {
      problems.append(error)
      isMapping = false
    }
    self.fields = fields
  }

  public func has(_ key: String) -> Bool { fields[key] != nil }

  /// The reader of a key's value, for problems that show later; this mapping's when there is no such key.
  public func place(_ key: String) -> YAMLReader { fields[key] ?? reader }

  public mutating func note(_ problem: YAMLError) { problems.append(problem) }

  // MARK: - One value

  /// Nil when the key is absent or its value is wrong.
  public mutating func value<Value>(_ key: String, _ type: FieldType<Value>) -> Value? {
    guard let field = fields[key] else { return nil }
    return attempt(allowed: type.allowed) { () throws(YAMLError) in try type.read(field) }
  }

  /// Nil when the key is absent, which is a problem, or its value is wrong.
  public mutating func required<Value>(_ key: String, _ type: FieldType<Value>) -> Value? {
    if isMapping, fields[key] == nil { note(reader.error("\"\(key)\" is missing; allowed: \(type.allowed)")) }
    return value(key, type)
  }

  // MARK: - Several values

  /// The items of a list; none when the key is absent or is no list.
  public mutating func items(_ key: String) -> [YAMLReader] {
    guard let field = fields[key] else { return [] }
    return attempt { () throws(YAMLError) in try field.sequence() } ?? []
  }

  /// The items of a list that must be there.
  public mutating func requiredItems(_ key: String, allowed: String) -> [YAMLReader] {
    required(key, FieldType(allowed: allowed) { reader throws(YAMLError) in try reader.sequence() }) ?? []
  }

  /// Each key with its value; none when this key is absent or is no mapping.
  public mutating func entries(_ key: String) -> [(entry: YAMLEntry, value: YAMLReader)] {
    guard let field = fields[key] else { return [] }
    return attempt { () throws(YAMLError) in try field.mapping() } ?? []
  }

  public mutating func attempt<Value>(allowed: String? = nil, _ read: () throws(YAMLError) -> Value) -> Value? {
    do throws(YAMLError) {
      return try read()
    } catch {
      var problem = error
      if let allowed { problem.message += "; allowed: \(allowed)" }
      note(problem)
      return nil
    }
  }
}
