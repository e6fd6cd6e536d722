/// Writes one structure of a message: its properties, how it is decoded and how it is encoded.
struct StructSource {
  let message: MessageModel
  let model: StructModel

  var isMessage: Bool { model.name == message.name }
  /// The place in error messages.
  var path: String { isMessage ? message.name : "\(message.name).\(model.name)" }
  var hasTaggedFields: Bool { !message.flexibleVersions.intersection(message.validVersions).isEmpty }

  /// Whether compact lengths are used, as an expression in which `flexible` may appear.
  func compact(_ field: FieldModel) -> String {
    condition(field.flexibleVersions ?? message.flexibleVersions) == .never ? "false" : flexibleExpression
  }

  var flexibleExpression: String {
    if case .when = flexible { return "flexible" }
    return flexible.expression
  }

  var flexible: Condition { condition(message.flexibleVersions) }

  func condition(_ versions: VersionRange) -> Condition { versions.condition(within: model.versions) }

  func literal(_ field: FieldModel) -> String { "\"\(path).\(field.name)\"" }

  /// The argument that says in which versions null is allowed, where that is not all of the field's.
  func nullable(_ field: FieldModel) -> String {
    let condition = field.nullableVersions.condition(within: field.versions)
    return condition == .always ? "" : ", nullable: \(condition.expression)"
  }

  /// `let flexible = ...` where anything depends on it.
  func declareFlexible(_ source: inout SourceText) {
    if case .when(let test) = flexible { source.line("let flexible = \(test)") }
  }

  func writeProperties(_ source: inout SourceText) {
    for field in model.fields { source.line("public var \(field.name): \(field.swiftType) = \(field.defaultValue)") }
    if hasTaggedFields { source.line("public var unknownTaggedFields: [UnknownTaggedField] = []") }
    source.line()
    source.line("public init() {}")
    guard !model.fields.isEmpty else { return }
    let parameters = model.fields.map { "\($0.name): \($0.swiftType) = \($0.defaultValue)" }.joined(separator: ", ")
    source.line()
    source.block("public init(\(parameters))") { source in
      for field in model.fields { source.line("self.\(field.name.trimmingBackticks) = \(field.name)") }
    }
  }
}

extension String {
  /// A keyword needs no quoting behind a dot.
  fileprivate var trimmingBackticks: String { filter { $0 != "`" } }
}
