extension JSON {
  /// The value as a file: two spaces a level, keys sorted, so that equal values give equal texts and a change shows as what it is.
  var text: String {
    var text = ""
    write(to: &text, indent: "")
    return text
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += "\(value)"
    case .number(let value): text += value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
    case .string(let value): text += Self.quoted(value)
    case .array(let elements):
      Self.write("[", elements, "]", to: &text, indent: indent) { $0.write(to: &$1, indent: $2) }
    case .object(let members):
      Self.write("{", members.sorted { $0.key < $1.key }, "}", to: &text, indent: indent) { member, text, indent in
        text += Self.quoted(member.key) + ": "
        member.value.write(to: &text, indent: indent)
      }
    }
  }

  private static func write<Element>(
    _ opening: String, _ elements: [Element], _ closing: String, to text: inout String, indent: String,
    _ element: (Element, inout String, String) -> Void
  ) {
    guard !elements.isEmpty else {
      text += opening + closing
      return
    }
    let inner = indent + "  "
    text += opening
    for (position, each) in elements.enumerated() {
      text += position == 0 ? "\n\(inner)" : ",\n\(inner)"
      element(each, &text, inner)
    }
    text += "\n\(indent)\(closing)"
  }

  /// RFC 8259, section 7: what must be escaped, and nothing else.
  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
