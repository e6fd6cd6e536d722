extension SettingDeclaration {
  /// What stands in for the default of a setting that must be given.
  static let required = "required"

  /// "default: 10s" or "required".
  var defaultPhrase: String { defaultNote == Self.required ? Self.required : "default: \(defaultText)" }

  /// The default in words: the value, or what happens without one.
  var defaultText: String {
    if let defaultNote { return defaultNote }
    return defaultTexts.isEmpty ? "none" : defaultTexts.joined(separator: ",")
  }

  /// The value for the annotated file, in YAML's flow style: the default, or the example where there is none.
  var yamlText: String {
    let texts = defaultTexts.isEmpty ? example : defaultTexts
    let scalars = texts.map { isBare ? $0 : Self.yamlScalar($0) }
    return isList ? "[\(scalars.joined(separator: ", "))]" : scalars.first ?? "null"
  }

  /// Quotes a text unless it is plain beyond doubt in every context.
  private static func yamlScalar(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-.".unicodeScalars.contains($0))
    }
    let startsPlain = text.unicodeScalars.first.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) } ?? false
    return isPlain && startsPlain ? text : "\"\(text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined())\""
  }
}
