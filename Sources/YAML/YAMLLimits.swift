/// What a document may cost at most. A file is refused as soon as it exceeds one of them, so neither a bomb of aliases nor deep nesting can
/// use up memory or the stack.
public struct YAMLLimits: Sendable, Equatable {
  /// Size of the text.
  public var bytes: Int
  /// Nodes of the document, with every alias counted as a copy of what it names.
  public var nodes: Int
  /// Sequences and mappings inside each other.
  public var depth: Int

  public init(bytes: Int = 16 << 20, nodes: Int = 1_000_000, depth: Int = 64) {
    self.bytes = bytes
    self.nodes = nodes
    self.depth = depth
  }
}
