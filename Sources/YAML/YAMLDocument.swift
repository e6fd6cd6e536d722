/// Reads a text that holds one YAML document.
public struct YAMLDocument: Sendable, Equatable {
  /// The file's name as the user gave it, for messages.
  public let file: String
  public let root: YAMLNode

  /// Parses a whole text as YAML 1.1, the dialect of libyaml.
  ///
  /// - Throws: for anything that is not exactly one document: bad syntax, invalid UTF-8, an empty file, several documents, a key given twice or that
  ///   is no scalar, merge keys, and whatever exceeds the limits.
  public init(parsing text: [UInt8], file: String, limits: YAMLLimits = YAMLLimits()) throws(YAMLError) {
    guard text.count <= limits.bytes else {
      throw YAMLError(file: file, position: .start, message: "the file has \(text.count) bytes; at most \(limits.bytes) are read")
    }
    try Self.requireUTF8(text, file: file)
    // libyaml takes a byte order mark for content when it is told the encoding.
    let content = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
    var composer = YAMLComposer(source: try YAMLEventSource(text: content, file: file), file: file, limits: limits)
    self.root = try composer.document()
    self.file = file
  }

  public init(parsing text: String, file: String, limits: YAMLLimits = YAMLLimits()) throws(YAMLError) {
    try self.init(parsing: Array(text.utf8), file: file, limits: limits)
  }

  /// The root, ready for typed reading.
  public var reader: YAMLReader { YAMLReader(root, file: file) }

  private static func requireUTF8(_ text: [UInt8], file: String) throws(YAMLError) {
    do {
      _ = try UTF8Span(validating: text.span)
    } catch {
      throw YAMLError(file: file, position: .init(ofByte: error.byteOffsets.lowerBound, in: text), message: "not valid UTF-8")
    }
  }
}
