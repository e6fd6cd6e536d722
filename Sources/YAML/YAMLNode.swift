/// One node of a document: what it holds and where it stands.
///
/// An alias is replaced by a copy of the node it names, so its position is the anchored node's.
public struct YAMLNode: Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    /// Entries in the order of the file; keys are unique.
    case mapping([YAMLEntry])
  }

  public let content: Content
  public let position: YAMLPosition
  /// An explicit tag such as `!duration`; nil when the file gives none.
  public let tag: String?

  public init(_ content: Content, at position: YAMLPosition, tag: String? = nil) {
    self.content = content
    self.position = position
    self.tag = tag
  }

  /// An empty value, `~` or `null`.
  public var isNull: Bool {
    guard case .scalar(let scalar) = content else { return false }
    return scalar.isNull
  }

  /// The value of a mapping's key; nil when this is no mapping or has no such key.
  public subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }
}

/// A scalar as written: only a plain one (without quotes) can be a number, a boolean or null.
public struct YAMLScalar: Sendable, Equatable {
  public let text: String
  public let isPlain: Bool

  public init(_ text: String, isPlain: Bool = true) {
    self.text = text
    self.isPlain = isPlain
  }

  public var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
}

/// A key of a mapping with its value.
public struct YAMLEntry: Sendable, Equatable {
  public let key: String
  public let keyPosition: YAMLPosition
  public let value: YAMLNode

  public init(key: String, keyPosition: YAMLPosition, value: YAMLNode) {
    self.key = key
    self.keyPosition = keyPosition
    self.value = value
  }
}
