/// A field with its Swift name, type and default.
struct FieldModel {
  let name: String
  let kafkaName: String
  let type: FieldType
  /// The versions that have the field at all.
  private(set) var versions: VersionRange
  private(set) var nullableVersions: VersionRange
  /// The versions in which it is a tagged field.
  private(set) var taggedVersions: VersionRange
  /// The versions in which it has its place among the others.
  private(set) var plainVersions: VersionRange
  /// Narrower than the message's for the few fields that stay in the old form.
  let flexibleVersions: VersionRange?
  let tag: Int
  private(set) var isIgnorable: Bool
  /// A Swift expression.
  let defaultValue: String

  init(_ definition: FieldDefinition, structName: (String) -> String) throws {
    kafkaName = definition.name
    name = Names.property(definition.name)
    type = FieldType(definition, structName: structName)
    versions = try VersionRange(definition.versions)
    nullableVersions = try VersionRange(definition.nullableVersions ?? "none").intersection(versions)
    taggedVersions = try VersionRange(definition.taggedVersions ?? "none")
    plainVersions = try versions.before(taggedVersions)
    flexibleVersions = try definition.flexibleVersions.map(VersionRange.init)
    isIgnorable = definition.ignorable ?? false
    defaultValue = try type.defaultValue(definition.default?.text)
    tag = definition.tag ?? 0
    guard taggedVersions.isEmpty || definition.tag != nil else { throw GeneratorError("\(name) has tagged versions and no tag") }
  }

  var isOptional: Bool { !nullableVersions.isEmpty }
  var isTagged: Bool { !taggedVersions.isEmpty }
  var swiftType: String { isOptional ? type.swift + "?" : type.swift }

  func narrowed(to reachable: VersionRange) -> FieldModel {
    var field = self
    field.versions = versions.intersection(reachable)
    field.nullableVersions = nullableVersions.intersection(reachable)
    field.taggedVersions = taggedVersions.intersection(reachable)
    field.plainVersions = plainVersions.intersection(reachable)
    return field
  }

  /// One field for two structures of which one follows the other in time.
  func unified(with later: FieldModel) throws -> FieldModel {
    guard type == later.type, defaultValue == later.defaultValue, !isTagged, !later.isTagged,
      let end = versions.bounds?.upperBound, let start = later.versions.bounds?.lowerBound, end + 1 == start
    else { throw GeneratorError("\(name) differs too much to become one field") }
    var field = self
    field.versions = versions.hull(later.versions)
    field.nullableVersions = nullableVersions.hull(later.nullableVersions)
    field.plainVersions = field.versions
    field.isIgnorable = isIgnorable || later.isIgnorable
    return field
  }
}
