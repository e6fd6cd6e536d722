/// The type of a field, with the Swift names that belong to it.
indirect enum FieldType: Equatable, Sendable {
  /// Fixed size: the type, the suffix of the reader's and writer's methods, bytes on the wire, the default.
  case fixed(swift: String, method: String, size: Int, default: String)
  case string
  case bytes
  case array(FieldType)
  case structure(String)

  init(_ definition: FieldDefinition, structName: (String) -> String) {
    let isErrorCode = definition.type == "int16" && definition.name.hasSuffix("ErrorCode")
    self = isErrorCode ? Self.errorCode : FieldType(definition.type, structName: structName)
  }

  private static let errorCode = FieldType.fixed(swift: "ErrorCode", method: "ErrorCode", size: 2, default: ".none")

  private init(_ name: String, structName: (String) -> String) {
    switch name {
    case "bool": self = .fixed(swift: "Bool", method: "Bool", size: 1, default: "false")
    case "int8": self = .fixed(swift: "Int8", method: "Int8", size: 1, default: "0")
    case "int16": self = .fixed(swift: "Int16", method: "Int16", size: 2, default: "0")
    case "int32": self = .fixed(swift: "Int32", method: "Int32", size: 4, default: "0")
    case "int64": self = .fixed(swift: "Int64", method: "Int64", size: 8, default: "0")
    case "uint16": self = .fixed(swift: "UInt16", method: "UInt16", size: 2, default: "0")
    case "uint32": self = .fixed(swift: "UInt32", method: "UInt32", size: 4, default: "0")
    case "float64": self = .fixed(swift: "Double", method: "Float64", size: 8, default: "0")
    case "uuid": self = .fixed(swift: "KafkaUUID", method: "UUID", size: 16, default: ".zero")
    case "string": self = .string
    case "bytes", "records": self = .bytes
    default:
      self =
        name.hasPrefix("[]")
        ? .array(FieldType(String(name.dropFirst(2)), structName: structName)) : .structure(structName(name))
    }
  }

  var swift: String {
    switch self {
    case .fixed(let swift, _, _, _): swift
    case .string: "String"
    case .bytes: "[UInt8]"
    case .array(let element): "[\(element.swift)]"
    case .structure(let name): name
    }
  }

  /// The structure that this is, or is an array of.
  var structName: String? {
    switch self {
    case .structure(let name): name
    case .array(let element): element.structName
    case .fixed, .string, .bytes: nil
    }
  }

  /// The Swift expression for a default of the definition, nil for the type's own one.
  func defaultValue(_ text: String?) throws -> String {
    guard let text, !text.isEmpty else {
      switch self {
      case .fixed(_, _, _, let value): return value
      case .string: return "\"\""
      case .bytes, .array: return "[]"
      case .structure(let name): return "\(name)()"
      }
    }
    if text == "null" { return "nil" }
    switch self {
    case .string: return "\"\(text)\""
    case .fixed("Bool", _, _, _): return text
    case .fixed("Double", _, _, _): return text
    case .fixed("ErrorCode", _, _, let none): return text == "0" ? none : "ErrorCode(rawValue: \(text))"
    case .fixed("KafkaUUID", _, _, _), .bytes, .array, .structure: throw GeneratorError("default \(text) of a \(swift)")
    case .fixed:
      let value = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
      guard let value else { throw GeneratorError("default \(text) of a \(swift)") }
      return String(value)
    }
  }
}
