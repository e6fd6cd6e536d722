extension StructSource {
  func writeDecode(_ source: inout SourceText) {
    source.block("public static func decode(from reader: inout WireReader, version: Int16) throws(WireError) -> Self") { source in
      writeDecodeStart(&source)
      for field in model.fields { writeRead(field, &source) }
      writeReadTagged(&source)
      source.line("return value")
    }
  }

  func writeDecodeStart(_ source: inout SourceText) {
    if isMessage { source.line("try Self.require(version, offset: reader.offset)") }
    declareFlexible(&source)
    source.line("\(model.fields.isEmpty && !hasTaggedFields ? "let" : "var") value = Self()")
  }

  func writeRead(_ field: FieldModel, _ source: inout SourceText) {
    source.guarded(condition(field.plainVersions), "value.\(field.name) = \(read(field))")
  }

  private func read(_ field: FieldModel) -> String {
    switch field.type {
    case .fixed(_, let method, _, _): return "try reader.read\(method)(\(literal(field)))"
    case .string: return variable("String", field)
    case .bytes: return variable("Bytes", field)
    case .array(let element):
      let size = message.minimumSize(element, in: field.versions)
      let arguments = "\(literal(field)), version, compact: \(compact(field)), minimumElementSize: \(size)"
      return field.isOptional
        ? "try reader.readNullableArray(\(arguments)\(nullable(field)))" : "try reader.readArray(\(arguments))"
    case .structure(let name):
      return field.isOptional
        ? "try reader.readNullableStruct(\(literal(field)), version\(nullable(field)))"
        : "try \(name).decode(from: &reader, version: version)"
    }
  }

  private func variable(_ method: String, _ field: FieldModel) -> String {
    let arguments = "\(literal(field)), compact: \(compact(field))"
    return field.isOptional
      ? "try reader.readNullable\(method)(\(arguments)\(nullable(field)))" : "try reader.read\(method)(\(arguments))"
  }

  func writeReadTagged(_ source: inout SourceText) {
    guard hasTaggedFields, flexible != .never else { return }
    let tagged = model.fields.filter(\.isTagged)
    guard !tagged.isEmpty else {
      return source.guarded(flexibleCondition, "value.unknownTaggedFields = try reader.readTaggedFields(\"\(path)\")")
    }
    if flexible == .always {
      writeTaggedLoop(tagged, &source)
    } else {
      source.block("if flexible") { writeTaggedLoop(tagged, &$0) }
    }
  }

  /// The condition in terms of the declared `flexible`.
  var flexibleCondition: Condition {
    if case .when = flexible { return .when("flexible") }
    return flexible
  }

  private func writeTaggedLoop(_ fields: [FieldModel], _ source: inout SourceText) {
    source.block("for _ in 0..<(try reader.readTaggedFieldCount(\"\(path)\"))") { source in
      source.line("let tagged = try reader.beginTaggedField(\"\(path)\")")
      source.cases(of: "tagged.tag") { source in
        for field in fields {
          var test = ""
          if case .when(let versions) = condition(field.taggedVersions), versions != condition(message.flexibleVersions).expression {
            test = " where \(versions)"
          }
          source.line("case \(field.tag)\(test): value.\(field.name) = \(read(field))")
          // Kafka's own classes refuse it too: taken as unknown, it would be there twice when written in a version that has it.
          if !test.isEmpty { source.line("case \(field.tag): throw reader.error(\(literal(field)), .fieldNotInVersion(version))") }
        }
        source.line("default: value.unknownTaggedFields.append(try reader.readUnknown(tagged, \"\(path)\"))")
      }
      source.line("try reader.endTaggedField(tagged, \"\(path)\")")
    }
  }
}
