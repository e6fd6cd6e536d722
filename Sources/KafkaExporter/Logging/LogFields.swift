/// The fields of a log line, in order; each name once.
package struct LogFields: Sendable, ExpressibleByDictionaryLiteral {
  /// Names that every line has.
  private static let reserved: Set<String> = ["time", "level", "msg"]

  private(set) var pairs: [(name: String, value: LogValue)] = []

  package init(dictionaryLiteral elements: (String, any LogValueConvertible)...) {
    for (name, value) in elements { set(name, value.logValue) }
  }

  /// Sets a field, in the place of an older one of that name; a name that every line has gets an underscore.
  mutating func set(_ name: String, _ value: LogValue) {
    let name = Self.reserved.contains(name) ? name + "_" : name
    if let index = pairs.firstIndex(where: { $0.name == name }) {
      pairs[index].value = value
    } else {
      pairs.append((name, value))
    }
  }

  func adding(_ more: LogFields) -> LogFields {
    var result = self
    for (name, value) in more.pairs { result.set(name, value) }
    return result
  }
}
