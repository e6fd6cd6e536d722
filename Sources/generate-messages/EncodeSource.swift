extension StructSource {
  func writeEncode(_ source: inout SourceText) {
    source.block("public func encode(to writer: inout WireWriter, version: Int16) throws(WireError)") { source in
      if isMessage { source.line("try Self.require(version, offset: writer.bytes.count)") }
      declareFlexible(&source)
      for field in model.fields { writeWrite(field, &source) }
      if hasTaggedFields { writeWriteTagged(&source) }
    }
  }

  private func writeWrite(_ field: FieldModel, _ source: inout SourceText) {
    let misplaced = "throw writer.error(\(literal(field)), .fieldNotInVersion(version))"
    let place = condition(field.plainVersions)
    if case .when(let test) = place, !field.isIgnorable, !field.isTagged {
      source.line("if \(test) { \(write(field)) } else if \(isSet(field)) { \(misplaced) }")
    } else {
      source.guarded(place, write(field))
    }
    // A field that is tagged where it exists has no place at all in the versions before.
    if field.isTagged, !field.isIgnorable, case .when(let test) = condition(field.versions) {
      source.line("if !(\(test)), \(isSet(field)) { \(misplaced) }")
    }
  }

  /// The test for a value other than the default.
  private func isSet(_ field: FieldModel) -> String {
    switch (field.isOptional, field.defaultValue) {
    case (false, "[]"), (false, "\"\""): "!\(value(field)).isEmpty"
    case (false, "false"): value(field)
    default: "\(value(field)) != \(field.defaultValue)"
    }
  }

  /// The property, where a parameter or variable of the method may have its name.
  private func value(_ field: FieldModel) -> String {
    ["version", "writer", "flexible", "tagged"].contains(field.name) ? "self.\(field.name)" : field.name
  }

  private func write(_ field: FieldModel) -> String {
    switch field.type {
    case .fixed(_, let method, _, _): return "writer.write\(method)(\(value(field)))"
    case .string: return variable("String", field)
    case .bytes: return variable("Bytes", field)
    case .array:
      let method = field.isOptional ? "writeNullableArray" : "writeArray"
      return "try writer.\(method)(\(value(field)), \(literal(field)), version, compact: \(compact(field))\(optionalArgument(field)))"
    case .structure:
      return field.isOptional
        ? "try writer.writeNullableStruct(\(value(field)), \(literal(field)), version\(nullable(field)))"
        : "try \(value(field)).encode(to: &writer, version: version)"
    }
  }

  private func variable(_ method: String, _ field: FieldModel) -> String {
    let name = field.isOptional ? "writeNullable\(method)" : "write\(method)"
    return "try writer.\(name)(\(value(field)), \(literal(field)), compact: \(compact(field))\(optionalArgument(field)))"
  }

  private func optionalArgument(_ field: FieldModel) -> String { field.isOptional ? nullable(field) : "" }

  private func writeWriteTagged(_ source: inout SourceText) {
    let refusal = "try writer.refuseTaggedFields(unknownTaggedFields, \"\(path)\", version)"
    switch flexibleCondition {
    case .when(let test) where model.fields.allSatisfy { !$0.isTagged }:
      source.line("if \(test) { try writer.writeTaggedFields([], unknownTaggedFields, \"\(path)\") } else { \(refusal) }")
    case .always: writeTaggedSection(&source)
    case .never: source.line(refusal)
    case .when:
      source.block("if flexible") { writeTaggedSection(&$0) }
      source.line("if !flexible { \(refusal) }")
    }
  }

  private func writeTaggedSection(_ source: inout SourceText) {
    let fields = model.fields.filter(\.isTagged)
    guard !fields.isEmpty else { return source.line("try writer.writeTaggedFields([], unknownTaggedFields, \"\(path)\")") }
    source.line("var tagged: [UnknownTaggedField] = []")
    for field in fields {
      var test = isSet(field)
      if case .when(let versions) = condition(field.taggedVersions), versions != flexible.expression { test += ", \(versions)" }
      source.line(
        "if \(test) { tagged.append(try WireWriter.tagged(\(field.tag)) { writer throws(WireError) in \(write(field)) }) }")
    }
    source.line("try writer.writeTaggedFields(tagged, unknownTaggedFields, \"\(path)\")")
  }
}
