/// A message with its structures resolved: Swift names, and versions narrowed to those that can occur.
struct MessageModel {
  let name: String
  let apiKey: Int?
  let validVersions: VersionRange
  let flexibleVersions: VersionRange
  /// The message itself first, then its structures in the order in which they first appear.
  private(set) var structs: [StructModel]

  init(_ definition: MessageDefinition, unified: [String: String]) throws {
    name = definition.name
    apiKey = definition.apiKey
    validVersions = try VersionRange(definition.validVersions)
    flexibleVersions = try VersionRange(definition.flexibleVersions ?? "none")
    structs = []

    var collector = StructCollector(message: definition.name, unified: unified)
    for common in definition.commonStructs ?? [] { try collector.add(common.name, common.fields) }
    try collector.add(definition.name, definition.fields ?? [])
    try narrow(collector.structs, named: definition.name, to: validVersions)
  }

  subscript(structure name: String) -> StructModel? { structs.first { $0.name == name } }

  /// Appends a structure and those below it, each with the versions it can be met in.
  private mutating func narrow(_ all: [String: StructModel], named name: String, to versions: VersionRange) throws {
    guard let original = all[name] else { throw GeneratorError("\(self.name) has no structure \(name)") }
    let index = structs.firstIndex { $0.name == name } ?? structs.count
    if index == structs.count { structs.append(original) }
    structs[index].versions = structs[index].versions.hull(versions)
    let reachable = structs[index].versions
    structs[index].fields = original.fields.map { $0.narrowed(to: reachable) }.filter { !$0.versions.isEmpty }
    for field in structs[index].fields {
      if let child = field.type.structName { try narrow(all, named: child, to: field.versions) }
    }
  }

  /// The fewest bytes a value of this type has in any version of `versions`.
  func minimumSize(_ type: FieldType, in versions: VersionRange) -> Int {
    guard let bounds = versions.intersection(validVersions).bounds else { return 1 }
    return max(1, bounds.map { size(type, nullable: false, version: $0) }.min() ?? 1)
  }

  private func size(_ type: FieldType, nullable: Bool, version: Int) -> Int {
    let flexible = flexibleVersions.contains(version)
    switch type {
    case .fixed(_, _, let size, _): return size
    case .string: return flexible ? 1 : 2
    case .bytes, .array: return flexible ? 1 : 4
    case .structure(let name):
      if nullable { return 1 }
      let fields = self[structure: name]?.fields.filter { $0.plainVersions.contains(version) } ?? []
      return fields.reduce(flexible ? 1 : 0) {
        $0 + size($1.type, nullable: $1.nullableVersions.contains(version), version: version)
      }
    }
  }
}

/// A structure of a message, or the message.
struct StructModel {
  let name: String
  var versions = VersionRange.none
  var fields: [FieldModel]
}

/// Gathers the structures of a message under their Swift names.
private struct StructCollector {
  let message: String
  let unified: [String: String]
  var structs: [String: StructModel] = [:]

  func swiftName(_ name: String) -> String {
    name == message ? name : Names.structure(unified[name] ?? name, in: message)
  }

  mutating func add(_ name: String, _ definitions: [FieldDefinition]) throws {
    for definition in definitions {
      guard let fields = definition.fields else { continue }
      try add(definition.type.hasPrefix("[]") ? String(definition.type.dropFirst(2)) : definition.type, fields)
    }
    let fields = try definitions.map { try FieldModel($0, structName: swiftName) }
    let key = swiftName(name)
    guard let existing = structs[key] else { return structs[key] = StructModel(name: key, fields: fields) }
    guard unified[name] != nil || unified.values.contains(name) else { throw GeneratorError("\(message) has two structures \(key)") }
    structs[key] = try existing.unified(with: fields)
  }
}

extension StructModel {
  /// Fields of the same name become one that has the versions of both.
  fileprivate func unified(with others: [FieldModel]) throws -> StructModel {
    var result = self
    for other in others {
      if let index = result.fields.firstIndex(where: { $0.name == other.name }) {
        result.fields[index] = try result.fields[index].unified(with: other)
      } else {
        let place = others.prefix { $0.name != other.name }.last.flatMap { last in result.fields.firstIndex { $0.name == last.name } }
        result.fields.insert(other, at: (place ?? -1) + 1)
      }
    }
    return result
  }
}
