/// How a setting's value is written: as one text, or as a list of texts.
struct SettingType<Value: Sendable & Equatable>: Sendable {
  /// For tables: `duration`, `list of regular expressions`.
  var name: String
  /// For usage lines: `DURATION`, `HOST:PORT,...`.
  var valueName: String
  /// What may be given, in words that complete "allowed: ".
  var allowed: String
  var isList = false
  var isBoolean = false
  /// A number or boolean: in a file it must stand without quotes.
  var isBare = false
  /// Splits the one text that the environment or a flag gives for a list.
  var split: @Sendable (String) -> [String] = { [$0] }
  /// Reads the texts, exactly one unless this is a list.
  var read: @Sendable ([String]) throws(ValueProblem) -> Value
  /// Writes the texts that `read` takes; none for a value that is not there.
  var write: @Sendable (Value) -> [String]

  /// A type whose values are one text.
  static func single(
    _ name: String, valueName: String, allowed: String, isBoolean: Bool = false, isBare: Bool = false,
    read: @escaping @Sendable (String) throws(ValueProblem) -> Value, write: @escaping @Sendable (Value) -> String
  ) -> SettingType {
    SettingType(
      name: name, valueName: valueName, allowed: allowed, isBoolean: isBoolean, isBare: isBare,
      read: { (texts: [String]) throws(ValueProblem) in
        guard let text = texts.first, texts.count == 1 else { throw ValueProblem("not one value") }
        return try read(text)
      },
      write: { [write($0)] })
  }

  /// A type whose values are lists of one element type.
  static func list<Element: Sendable>(
    of name: String, valueName: String, allowed: String, split: @escaping @Sendable (String) -> [String] = ListText.atCommas,
    read: @escaping @Sendable (String) throws(ValueProblem) -> Element, write: @escaping @Sendable (Element) -> String
  ) -> SettingType where Value == [Element] {
    SettingType(
      name: "list of \(name)", valueName: "\(valueName),...", allowed: allowed, isList: true, split: split,
      read: { (texts: [String]) throws(ValueProblem) in
        var elements: [Element] = []
        for (index, text) in texts.enumerated() {
          do throws(ValueProblem) {
            elements.append(try read(text))
          } catch {
            throw ValueProblem(error.message, item: index)
          }
        }
        return elements
      },
      write: { $0.map(write) })
  }

  /// The same type for a setting that may stay unset.
  var optional: SettingType<Value?> {
    SettingType<Value?>(
      name: name, valueName: valueName, allowed: allowed, isList: isList, isBoolean: isBoolean, isBare: isBare, split: split,
      read: { [read] (texts: [String]) throws(ValueProblem) in try read(texts) },
      write: { [write] value in value.map { write($0) } ?? [] })
  }
}
