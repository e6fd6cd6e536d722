import Foundation
import TestSupport
import YAML

/// One object of a manifest.
struct KubernetesObject: Sendable, Equatable {
  let node: YAMLNode

  var kind: String { self["kind"].text ?? "" }
  var name: String { self["metadata.name"].text ?? "" }

  /// All objects of a text with several documents, in their order.
  static func all(in text: String, source: String) throws -> [KubernetesObject] {
    let documents = "\n\(text)".components(separatedBy: "\n---").filter { $0.contains { !$0.isWhitespace } }
    return try documents.map { KubernetesObject(node: try YAMLDocument(parsing: $0, file: source).root) }
  }

  /// - Throws: `HarnessError` when it cannot be read.
  static func all(inFile path: String) throws -> [KubernetesObject] {
    try all(in: try String(contentsOfFile: path, encoding: .utf8), source: path)
  }

  /// The value at a path such as `spec.ports[0].port`. What is not there is an empty value, so that a wrong path fails a test and ends no test run.
  subscript(path: String) -> KubernetesValue { KubernetesValue(node)[path] }
}

/// A value inside an object, or one that is not there.
struct KubernetesValue: Sendable, Equatable {
  private let node: YAMLNode?

  init(_ node: YAMLNode?) {
    self.node = node
  }

  subscript(path: String) -> KubernetesValue {
    var found = node
    for step in path.split(separator: ".") {
      let parts = step.split(separator: "[")
      found = found?[String(parts[0])]
      for index in parts.dropFirst() {
        guard case .sequence(let items) = found?.content, let index = Int(index.dropLast()), items.indices.contains(index) else {
          return KubernetesValue(nil)
        }
        found = items[index]
      }
    }
    return KubernetesValue(found)
  }

  /// The value of a key that has dots in it.
  func value(of key: String) -> KubernetesValue { KubernetesValue(node?[key]) }

  var isThere: Bool { node != nil }

  var text: String? {
    guard case .scalar(let scalar) = node?.content else { return nil }
    return scalar.text
  }

  /// Its elements; none when this is no list.
  var list: [KubernetesValue] {
    guard case .sequence(let items) = node?.content else { return [] }
    return items.map { KubernetesValue($0) }
  }

  /// Its entries when all of them are texts, such as labels.
  var texts: [String: String] {
    guard case .mapping(let entries) = node?.content else { return [:] }
    return Dictionary(
      entries.compactMap { entry in KubernetesValue(entry.value).text.map { (entry.key, $0) } }, uniquingKeysWith: { first, _ in first })
  }

  var keys: [String] {
    guard case .mapping(let entries) = node?.content else { return [] }
    return entries.map(\.key)
  }

  /// Every text in it, however deep, in order, each after its path: for comparing two trees that were written differently.
  var leaves: [String] { Self.leaves(of: node, at: "") }

  private static func leaves(of node: YAMLNode?, at path: String) -> [String] {
    switch node?.content {
    case nil: []
    case .scalar(let scalar): ["\(path)=\(scalar.isNull ? "null" : scalar.text)"]
    case .sequence(let items): items.enumerated().flatMap { leaves(of: $1, at: "\(path)[\($0)]") }
    case .mapping(let entries): entries.sorted { $0.key < $1.key }.flatMap { leaves(of: $0.value, at: "\(path).\($0.key)") }
    }
  }
}

extension [KubernetesObject] {
  /// The only object of a kind.
  ///
  /// - Throws: `HarnessError` when there is none or more than one.
  func only(_ kind: String) throws(HarnessError) -> KubernetesObject {
    let found = filter { $0.kind == kind }
    guard let object = found.first, found.count == 1 else { throw HarnessError("\(found.count) objects of kind \(kind)") }
    return object
  }
}
