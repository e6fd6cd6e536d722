/// Builds the tree of a document from events, within limits.
struct YAMLComposer: ~Copyable {
  private struct Anchored {
    var node: YAMLNode
    /// Nodes in it, itself included.
    var size: Int
  }

  private var source: YAMLEventSource
  private let file: String
  private let limits: YAMLLimits
  private var anchors: [String: Anchored] = [:]
  private var nodes = 0

  init(source: consuming YAMLEventSource, file: String, limits: YAMLLimits) {
    self.source = source
    self.file = file
    self.limits = limits
  }

  /// Reads the stream to its end: one document and nothing after it.
  mutating func document() throws(YAMLError) -> YAMLNode {
    var root: YAMLNode?
    while true {
      let event = try source.next()
      switch event.kind {
      case .documentStart:
        guard root == nil else { throw error(event.position, "a second document starts here; the file must hold one") }
        root = try node(startingWith: try source.next(), depth: 0)
      case .streamEnd:
        guard let root else { throw error(.start, "the file is empty") }
        return root
      default: continue
      }
    }
  }

  private mutating func node(startingWith event: YAMLEvent, depth: Int) throws(YAMLError) -> YAMLNode {
    if case .alias(let name) = event.kind { return try copy(of: name, at: event.position) }
    guard depth <= limits.depth else { throw error(event.position, "nested deeper than \(limits.depth) levels") }
    let before = nodes
    try count(1, at: event.position)
    let content: YAMLNode.Content
    switch event.kind {
    case .scalar(let scalar): content = .scalar(scalar)
    case .sequenceStart: content = .sequence(try sequence(depth: depth))
    case .mappingStart: content = .mapping(try mapping(depth: depth))
    default: throw error(event.position, "a value is missing here")
    }
    let node = YAMLNode(content, at: event.position, tag: event.tag)
    if let anchor = event.anchor { anchors[anchor] = Anchored(node: node, size: nodes - before) }
    return node
  }

  private mutating func sequence(depth: Int) throws(YAMLError) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let event = try source.next()
      if case .sequenceEnd = event.kind { return items }
      items.append(try node(startingWith: event, depth: depth + 1))
    }
  }

  private mutating func mapping(depth: Int) throws(YAMLError) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try source.next()
      if case .mappingEnd = event.kind { return entries }
      let keyNode = try node(startingWith: event, depth: depth + 1)
      guard case .scalar(let key) = keyNode.content else { throw error(event.position, "a key must be a word, not a list or a mapping") }
      if key.isPlain, key.text == "<<" { throw error(event.position, "merge keys (<<) are not supported; write the values out") }
      if let line = lines.updateValue(event.position.line, forKey: key.text) {
        throw error(event.position, "\(Spelling.quoted(key.text)) is given twice; the first is in line \(line)")
      }
      let value = try node(startingWith: try source.next(), depth: depth + 1)
      entries.append(YAMLEntry(key: key.text, keyPosition: event.position, value: value))
    }
  }

  private mutating func copy(of anchor: String, at position: YAMLPosition) throws(YAMLError) -> YAMLNode {
    // An anchor is known once its node is complete, so a node can not contain itself.
    guard let anchored = anchors[anchor] else { throw error(position, "the alias *\(anchor) names no complete node above it") }
    try count(anchored.size, at: position)
    return anchored.node
  }

  private mutating func count(_ more: Int, at position: YAMLPosition) throws(YAMLError) {
    guard more <= limits.nodes - nodes else { throw error(position, "more than \(limits.nodes) values, aliases counted as copies") }
    nodes += more
  }

  private func error(_ position: YAMLPosition, _ message: String) -> YAMLError {
    YAMLError(file: file, position: position, message: message)
  }
}
