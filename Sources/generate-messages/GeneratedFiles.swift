import Foundation

/// The generated files by name.
struct GeneratedFiles {
  private(set) var contents: [String: String] = [:]

  init(definitions: [String: MessageDefinition], errors: [ErrorEntry]) throws {
    contents["APIKeys.swift"] = SourceText.header + (try Tables.apiKeys(definitions))
    contents["ErrorCodes.swift"] = SourceText.header + Tables.errorCodes(errors)
    for api in MessageList.apis {
      var source = SourceText()
      for kind in ["Request", "Response"] {
        if kind == "Response" { source.line() }
        let model = try Self.model(api.name + kind, definitions, unified: api.unified)
        try MessageSource(model: model).write(&source)
        guard kind == "Response", !api.streamed.isEmpty else { continue }
        let visitor = VisitorSource(message: model, paths: api.streamed.map { $0.split(separator: ".").map(String.init) })
        source.line()
        try visitor.writeProtocol(&source)
        try visitor.writeExtensions(&source)
      }
      contents[api.name + ".swift"] = SourceText.header + source.text
    }
    for name in MessageList.data {
      var source = SourceText()
      try MessageSource(model: Self.model(name, definitions, unified: [:])).write(&source)
      contents[name + ".swift"] = SourceText.header + source.text
    }
  }

  private static func model(_ name: String, _ definitions: [String: MessageDefinition], unified: [String: String]) throws -> MessageModel {
    guard let definition = definitions[name] else { throw GeneratorError("this Kafka has no \(name)") }
    return try MessageModel(definition, unified: unified)
  }

  /// Replaces what is in the folder.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in try Self.names(in: folder) where contents[name] == nil {
      try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
    for (name, text) in contents { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
  }

  /// Throws when the folder holds anything else, naming the files.
  func check(against folder: URL) throws {
    let names = Set(try Self.names(in: folder)).union(contents.keys)
    let differing = names.filter { name in
      (try? Data(contentsOf: folder.appendingPathComponent(name))) != contents[name].map { Data($0.utf8) }
    }
    guard differing.isEmpty else {
      throw GeneratorError("not what would be generated: \(differing.sorted().joined(separator: ", "))")
    }
  }

  private static func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
  }
}
