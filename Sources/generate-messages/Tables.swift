/// One line of Kafka's table of errors: code, name and whether it is retriable, separated by tabs.
struct ErrorEntry {
  let code: Int
  let name: String
  let isRetriable: Bool

  init(line: Substring) throws {
    let parts = line.split(separator: "\t").map(String.init)
    guard parts.count == 3, let code = Int(parts[0]), let isRetriable = Bool(parts[2]) else {
      throw GeneratorError("'\(line)' is not an error's code, name and retriability")
    }
    self.code = code
    name = parts[1]
    self.isRetriable = isRetriable
  }
}

/// The tables of all APIs and all error codes.
enum Tables {
  static func errorCodes(_ entries: [ErrorEntry]) -> String {
    var source = SourceText()
    source.block("extension ErrorCode") { source in
      for entry in entries { source.line("public static let \(Names.constant(entry.name)) = ErrorCode(rawValue: \(entry.code))") }
      source.line()
      source.block("var definition: ErrorDefinition?") { source in
        source.cases(of: "rawValue") { source in
          for entry in entries {
            source.line("case \(entry.code): ErrorDefinition(name: \"\(entry.name)\", isRetriable: \(entry.isRetriable))")
          }
          source.line("default: nil")
        }
      }
    }
    return source.text
  }

  /// Every API of Kafka, also those without message types here: headers must be readable, and brokers name them all.
  static func apiKeys(_ definitions: [String: MessageDefinition]) throws -> String {
    let requests = definitions.values.filter { $0.type == "request" }.sorted { ($0.apiKey ?? -1) < ($1.apiKey ?? -1) }
    var names: [String] = []
    var cases: [String] = []
    for request in requests {
      let name = String(request.name.dropLast("Request".count))
      guard let key = request.apiKey, let response = definitions[name + "Response"] else {
        throw GeneratorError("\(name) has no key or response")
      }
      guard request.flexibleVersions == response.flexibleVersions else {
        throw GeneratorError("\(name) is not flexible in both directions")
      }
      let first = try VersionRange(request.flexibleVersions ?? "none").bounds.map { String($0.lowerBound) } ?? "nil"
      names.append("public static let \(Names.property(name)) = APIKey(rawValue: \(key))")
      cases.append("case \(key): APIDefinition(name: \"\(name)\", firstFlexibleVersion: \(first))")
    }
    var source = SourceText()
    source.block("extension APIKey") { source in
      names.forEach { source.line($0) }
      source.line()
      source.block("var definition: APIDefinition?") { source in
        source.cases(of: "rawValue") { source in
          cases.forEach { source.line($0) }
          source.line("default: nil")
        }
      }
    }
    return source.text
  }
}
