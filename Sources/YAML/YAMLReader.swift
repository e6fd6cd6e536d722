/// A node with its path from the root: typed reading whose errors say file, line, column, path, what was found and what was expected.
public struct YAMLReader: Sendable {
  public let node: YAMLNode
  /// Such as `clusters[1].topics.include[0]`; empty at the root.
  public let path: String
  public let file: String

  public init(_ node: YAMLNode, path: String = "", file: String) {
    self.node = node
    self.path = path
    self.file = file
  }

  /// An error at this node.
  public func error(_ message: String) -> YAMLError {
    YAMLError(file: file, position: node.position, path: path, message: message)
  }

  /// What stands here, in words: "a list", "a mapping", "nothing" or the quoted text.
  public var found: String {
    switch node.content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let scalar): scalar.isNull ? "nothing" : Spelling.quoted(scalar.text)
    }
  }

  // MARK: Scalars

  /// Any scalar but null, as written.
  public func string() throws(YAMLError) -> String {
    guard case .scalar(let scalar) = node.content, !scalar.isNull else { throw error("expected text, found \(found)") }
    return scalar.text
  }

  /// A plain decimal integer inside a range.
  public func integer(in range: ClosedRange<Int> = Int.min...Int.max) throws(YAMLError) -> Int {
    guard case .scalar(let scalar) = node.content, scalar.isPlain, let value = Int(scalar.text) else {
      throw error("expected an integer, found \(found)")
    }
    guard range.contains(value) else { throw error("\(value) is not between \(range.lowerBound) and \(range.upperBound)") }
    return value
  }

  /// A plain finite number.
  public func number() throws(YAMLError) -> Double {
    guard case .scalar(let scalar) = node.content, scalar.isPlain, let value = Double(scalar.text), value.isFinite else {
      throw error("expected a number, found \(found)")
    }
    return value
  }

  /// A whole number with units, in the smallest of them.
  public func number(of units: UnitText) throws(YAMLError) -> Int64 {
    let text = try string()
    do throws(UnitText.Problem) {
      return try units.parse(text)
    } catch {
      throw self.error(error.message)
    }
  }

  /// `true` or `false`; YAML's older words (yes, on, ...) are refused, because half of the readers take them for text.
  public func boolean() throws(YAMLError) -> Bool {
    guard case .scalar(let scalar) = node.content, scalar.isPlain, let value = Bool(scalar.text) else {
      throw error("expected true or false, found \(found)")
    }
    return value
  }

  // MARK: Collections

  public func sequence() throws(YAMLError) -> [YAMLReader] {
    guard case .sequence(let items) = node.content else { throw error("expected a list, found \(found)") }
    return items.enumerated().map { YAMLReader($1, path: "\(path)[\($0)]", file: file) }
  }

  /// The entries in order, each with a reader for its value.
  public func mapping() throws(YAMLError) -> [(entry: YAMLEntry, value: YAMLReader)] {
    guard case .mapping(let entries) = node.content else { throw error("expected a mapping, found \(found)") }
    return entries.map { ($0, YAMLReader($0.value, path: path(to: $0.key), file: file)) }
  }

  /// The value of a key; nil when the key is absent.
  public func optional(_ key: String) throws(YAMLError) -> YAMLReader? {
    guard case .mapping = node.content else { throw error("expected a mapping, found \(found)") }
    return node[key].map { YAMLReader($0, path: path(to: key), file: file) }
  }

  /// The value of a key that must be there.
  public func required(_ key: String) throws(YAMLError) -> YAMLReader {
    guard let value = try optional(key) else { throw error("\"\(key)\" is missing") }
    return value
  }

  /// One error for each key that is not among the known ones, with the nearest known one.
  public func unknownKeys(known: [String]) throws(YAMLError) -> [YAMLError] {
    try mapping().compactMap { entry, _ in
      known.contains(entry.key) ? nil : unknown(entry, known: known)
    }
  }

  /// The error for one key that nobody knows.
  public func unknown(_ entry: YAMLEntry, known: [String]) -> YAMLError {
    YAMLError(
      file: file, position: entry.keyPosition, path: path(to: entry.key),
      message: "unknown key" + Spelling.hint(for: entry.key, among: known))
  }

  private func path(to key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
