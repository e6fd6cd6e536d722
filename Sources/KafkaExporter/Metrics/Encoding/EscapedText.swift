extension PageBuffer {
  /// A label's value: `\`, `"` and line feed are escaped, everything else is UTF-8 as it is (both formats agree on that).
  package mutating func append(escapingLabel value: String) {
    for byte in value.utf8 { append(escaping: byte, quotes: true) }
  }

  /// A help text; only OpenMetrics escapes quotes in it.
  package mutating func append(escapingHelp help: String, format: PageFormat) {
    for byte in help.utf8 { append(escaping: byte, quotes: format == .openMetrics) }
  }

  @inline(__always)
  private mutating func append(escaping byte: UInt8, quotes: Bool) {
    switch byte {
    case UInt8(ascii: "\\"): append(#"\\"# as StaticString)
    case UInt8(ascii: "\n"): append(#"\n"# as StaticString)
    case UInt8(ascii: "\"") where quotes: append(#"\""# as StaticString)
    default: append(byte)
    }
  }
}
