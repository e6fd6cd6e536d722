import CYAML

/// A libyaml parser over a text of its own; yields events until the stream ends.
///
/// Owns both the parser and the bytes it reads: libyaml keeps a pointer to them.
@safe struct YAMLEventSource: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let file: String

  /// - Parameter text: valid UTF-8.
  init(text: [UInt8], file: String) throws(YAMLError) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw YAMLError(file: file, position: .start, message: "no memory for the parser")
    }
    unsafe self.parser = parser
    unsafe input = .allocate(capacity: text.count)
    _ = unsafe input.initialize(from: text)
    self.file = file
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// - Throws: what libyaml found wrong, at its place.
  mutating func next() throws(YAMLError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe Self.copy(event)
  }

  private func problem() -> YAMLError {
    let what = unsafe text(parser.pointee.problem) ?? "not YAML"
    let error = unsafe parser.pointee.error
    switch error {
    case YAML_READER_ERROR:
      let offset = unsafe Int(clamping: parser.pointee.problem_offset)
      return unsafe YAMLError(file: file, position: .init(ofByte: offset, in: input), message: what)
    case YAML_MEMORY_ERROR:
      return YAMLError(file: file, position: .start, message: "no memory for the document")
    default:
      let place = unsafe YAMLPosition(parser.pointee.problem_mark)
      let context = unsafe text(parser.pointee.context).map { " (\($0))" } ?? ""
      return YAMLError(file: file, position: place, message: "not YAML: \(what)\(context)")
    }
  }

  private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe String(cString: pointer)
  }

  private static func copy(_ event: borrowing yaml_event_t) -> YAMLEvent {
    let position = unsafe YAMLPosition(event.start_mark)
    switch unsafe event.type {
    case YAML_DOCUMENT_START_EVENT: return YAMLEvent(kind: .documentStart, position: position)
    case YAML_DOCUMENT_END_EVENT: return YAMLEvent(kind: .documentEnd, position: position)
    case YAML_ALIAS_EVENT:
      return YAMLEvent(kind: .alias(unsafe name(event.data.alias.anchor) ?? ""), position: position)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
      return YAMLEvent(
        kind: .scalar(YAMLScalar(unsafe String(decoding: bytes, as: UTF8.self), isPlain: isPlain)), position: position,
        anchor: unsafe name(scalar.anchor), tag: unsafe name(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      return YAMLEvent(kind: .sequenceStart, position: position, anchor: unsafe name(start.anchor), tag: unsafe name(start.tag))
    case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .sequenceEnd, position: position)
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      return YAMLEvent(kind: .mappingStart, position: position, anchor: unsafe name(start.anchor), tag: unsafe name(start.tag))
    case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, position: position)
    case YAML_STREAM_START_EVENT: return YAMLEvent(kind: .streamStart, position: position)
    default: return YAMLEvent(kind: .streamEnd, position: position)
    }
  }

  private static func name(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe String(decodingCString: pointer, as: UTF8.self)
  }
}

extension YAMLPosition {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
  }

  /// The place of a byte in a text.
  init(ofByte offset: Int, in text: some Sequence<UInt8>) {
    var line = 1
    var column = 1
    for byte in text.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        // Continuation bytes belong to the scalar already counted.
        column += 1
      }
    }
    self.init(line: line, column: column)
  }
}
