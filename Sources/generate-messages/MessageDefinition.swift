/// A message as Kafka's JSON describes it, before it is resolved. Keys that do not matter here are not read.
struct MessageDefinition: Decodable {
  var apiKey: Int?
  var type: String
  var name: String
  var validVersions: String
  var flexibleVersions: String?
  /// Nil for messages that Kafka has given up.
  var fields: [FieldDefinition]?
  var commonStructs: [StructDefinition]?
}

struct StructDefinition: Decodable {
  var name: String
  var fields: [FieldDefinition]
}

struct FieldDefinition: Decodable {
  var name: String
  var type: String
  var versions: String
  var nullableVersions: String?
  var taggedVersions: String?
  var flexibleVersions: String?
  var tag: Int?
  var ignorable: Bool?
  var `default`: DefaultValue?
  var fields: [FieldDefinition]?
}

/// A default, which the definitions write as a string or plainly.
struct DefaultValue: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self.text = text
    } else if let flag = try? container.decode(Bool.self) {
      text = String(flag)
    } else {
      text = String(try container.decode(Int.self))
    }
  }
}
