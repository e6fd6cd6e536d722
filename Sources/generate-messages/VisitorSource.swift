/// Writes the second form of a response's decoder, which hands long arrays over element by element.
struct VisitorSource {
  let message: MessageModel
  /// Paths of Kafka's field names; all but the last are structures with one such array each.
  let paths: [[String]]

  private var visitor: String { "\(message.name)Visitor" }

  /// The arrays handed over, by structure and field.
  private func streamed() throws -> [(container: StructModel, field: FieldModel, element: StructModel)] {
    var result: [(container: StructModel, field: FieldModel, element: StructModel)] = []
    for path in paths {
      var name = message.name
      for step in path {
        guard let container = message[structure: name], let field = container.fields.first(where: { $0.kafkaName == step }),
          case .array(.structure(let child)) = field.type, let element = message[structure: child], !field.isOptional, !field.isTagged
        else { throw GeneratorError("\(message.name): \(step) of \(path) can't be handed over element by element") }
        if !result.contains(where: { $0.container.name == name && $0.field.name == field.name }) {
          result.append((container, field, element))
        }
        name = child
      }
    }
    return result
  }

  func writeProtocol(_ source: inout SourceText) throws {
    let arrays = try streamed()
    source.line("/// Takes the elements of a `\(message.name)` as they are read.")
    try source.block("public protocol \(visitor)") { source in
      for element in unique(arrays.map(\.element)) {
        let parameter = "\(Names.property(element.name)): \(message.name).\(element.name)"
        if arrays.contains(where: { $0.container.name == element.name }) {
          guard arrays.filter({ $0.container.name == element.name }).count == 1 else {
            throw GeneratorError("\(element.name) has two arrays")
          }
          source.line("/// The fields in front of its elements are there.")
          source.line("mutating func begin(\(parameter)) throws(WireError)")
          source.line("/// All fields are there but its elements.")
          source.line("mutating func end(\(parameter)) throws(WireError)")
        } else {
          source.line("mutating func visit(\(parameter)) throws(WireError)")
        }
      }
    }
  }

  func writeExtensions(_ source: inout SourceText) throws {
    let arrays = try streamed()
    for container in unique(arrays.map(\.container)) {
      let fields = arrays.filter { $0.container.name == container.name }
      let leaves = arrays.filter { array in !arrays.contains { $0.container.name == array.element.name } }.map(\.element.name)
      source.line()
      let isMessage = container.name == message.name
      let names = fields.map { array in
        let condition = array.field.versions.condition(within: message.validVersions)
        return condition == .always ? "`\(array.field.name)`" : "`\(array.field.name)` (\(condition.expression))"
      }.joined(separator: " and ")
      source.block("extension \(message.name)\(isMessage ? "" : "." + container.name)") { source in
        if isMessage {
          source.line("/// Hands the elements of \(names) to the visitor and keeps none.")
        }
        let access = isMessage ? "public" : "internal"
        source.block(
          "@inlinable \(access) static func decode<Visitor: \(visitor)>("
            + "from reader: inout WireReader, version: Int16, visiting visitor: inout Visitor) throws(WireError) -> Self"
        ) { source in
          let structure = StructSource(message: message, model: container)
          structure.writeDecodeStart(&source)
          for field in container.fields {
            guard let array = fields.first(where: { $0.field.name == field.name }) else {
              structure.writeRead(field, &source)
              continue
            }
            if !isMessage { source.line("try visitor.begin(\(Names.property(container.name)): value)") }
            structure.writeVisit(field, array.element.name, isLeaf: leaves.contains(array.element.name), &source)
          }
          structure.writeReadTagged(&source)
          if !isMessage { source.line("try visitor.end(\(Names.property(container.name)): value)") }
          source.line("return value")
        }
      }
    }
  }

  private func unique(_ structs: [StructModel]) -> [StructModel] {
    var names: Set<String> = []
    return structs.filter { names.insert($0.name).inserted }
  }
}

extension StructSource {
  fileprivate func writeVisit(_ field: FieldModel, _ element: String, isLeaf: Bool, _ source: inout SourceText) {
    let size = message.minimumSize(.structure(element), in: field.versions)
    let loop: (inout SourceText) -> Void = { source in
      source.block("for _ in 0..<(try reader.readElementCount(\(literal(field)), compact: \(compact(field)), minimumElementSize: \(size)))")
      {
        let name = "\(message.name).\(element)"
        $0.line(
          isLeaf
            ? "try visitor.visit(\(Names.property(element)): try \(name).decode(from: &reader, version: version))"
            : "_ = try \(name).decode(from: &reader, version: version, visiting: &visitor)")
      }
    }
    switch condition(field.plainVersions) {
    case .always: loop(&source)
    case .never: break
    case .when(let test): source.block("if \(test)", loop)
    }
  }
}
