import KafkaProtocol

/// An answer as a tree of named fields, so that any two can be compared without knowing their types.
enum FieldTree: Equatable {
  case leaf(String)
  case list([FieldTree])
  case fields([Field])

  struct Field: Equatable {
    var name: String
    var value: FieldTree
  }

  /// - Parameter symbol: a name for a value that two clusters cannot have in common, such as an id; nil for all others.
  init(_ value: Any, symbol: (Any) -> String?) {
    if let name = symbol(value) {
      self = .leaf(name)
      return
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .struct where !(value is any RawRepresentable) && !(value is any CustomStringConvertible):
      self = .fields(
        mirror.children.compactMap { child in
          guard let name = child.label, name != "unknownTaggedFields" else { return nil }
          return Field(name: name, value: FieldTree(child.value, symbol: symbol))
        })
    case .collection:
      self = .list(mirror.children.map { FieldTree($0.value, symbol: symbol) })
    case .optional:
      self = mirror.children.first.map { FieldTree($0.value, symbol: symbol) } ?? .leaf("nil")
    default:
      self = .leaf(value is String ? "\"\(value)\"" : "\(value)")
    }
  }

  /// The text of a field that is a leaf; nil for what is not there.
  func text(of field: String) -> String? {
    guard case .fields(let fields) = self, case .leaf(let text)? = fields.first(where: { $0.name == field })?.value else { return nil }
    return text
  }
}

/// A field in which two answers are not the same.
struct FieldDifference: Equatable, CustomStringConvertible {
  let path: String
  let kafka: String
  let simulator: String

  var description: String { "\(path): Kafka has \(kafka), the simulator \(simulator)" }
}

extension FieldTree {
  /// Where the simulator's answer differs from Kafka's, field by field.
  static func differences(kafka: FieldTree, simulator: FieldTree, path: String = "") -> [FieldDifference] {
    switch (kafka, simulator) {
    case (.leaf(let left), .leaf(let right)):
      return left == right ? [] : [FieldDifference(path: path, kafka: left, simulator: right)]
    case (.list(let left), .list(let right)):
      guard left.count == right.count else {
        return [FieldDifference(path: path, kafka: "\(left.count): \(kafka)", simulator: "\(right.count): \(simulator)")]
      }
      return zip(left, right).enumerated().flatMap { index, pair in
        differences(kafka: pair.0, simulator: pair.1, path: "\(path)[\(index)]")
      }
    case (.fields(let left), .fields(let right)) where left.map(\.name) == right.map(\.name):
      return zip(left, right).flatMap { pair in
        differences(kafka: pair.0.value, simulator: pair.1.value, path: path.isEmpty ? pair.0.name : "\(path).\(pair.0.name)")
      }
    default:
      return [FieldDifference(path: path, kafka: "\(kafka)", simulator: "\(simulator)")]
    }
  }
}

extension FieldTree: CustomStringConvertible {
  var description: String {
    switch self {
    case .leaf(let text): text
    case .list(let elements): "[\(elements.map(\.description).joined(separator: ", "))]"
    case .fields(let fields): "{\(fields.map { "\($0.name): \($0.value)" }.joined(separator: ", "))}"
    }
  }
}
