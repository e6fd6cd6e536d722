import Testing
import YAML

@Suite struct YAMLDocumentTests {
  private func root(_ text: String, limits: YAMLLimits = YAMLLimits()) throws(YAMLError) -> YAMLNode {
    try YAMLDocument(parsing: text, file: "f.yaml", limits: limits).root
  }

  private func message(_ text: [UInt8], limits: YAMLLimits = YAMLLimits()) -> String {
    do throws(YAMLError) {
      _ = try YAMLDocument(parsing: text, file: "f.yaml", limits: limits)
      return "no error"
    } catch {
      return error.description
    }
  }

  private func message(_ text: String, limits: YAMLLimits = YAMLLimits()) -> String { message(Array(text.utf8), limits: limits) }

  @Test func everyNodeAndKeyKnowsItsLineAndColumn() throws {
    let root = try root("a: 1\nb:\n  - x\n  - {c: \"y\"}\n")
    guard case .mapping(let entries) = root.content else {
      Issue.record("no mapping")
      return
    }
    #expect(entries.map(\.key) == ["a", "b"])
    #expect(entries.map(\.keyPosition) == [.init(line: 1, column: 1), .init(line: 2, column: 1)])
    #expect(root["a"]?.position == .init(line: 1, column: 4))
    guard case .sequence(let items) = root["b"]?.content else {
      Issue.record("no list")
      return
    }
    #expect(items.map(\.position) == [.init(line: 3, column: 5), .init(line: 4, column: 5)])
    #expect(items.last?["c"]?.position == .init(line: 4, column: 9))
    #expect(items.last?["c"]?.content == .scalar(YAMLScalar("y", isPlain: false)))
  }

  @Test func entriesKeepTheOrderOfTheFile() throws {
    #expect(try YAMLReader(root("z: 1\na: 2\nm: 3"), file: "f.yaml").mapping().map(\.entry.key) == ["z", "a", "m"])
  }

  @Test func columnsCountScalarsNotBytes() throws {
    #expect(try root("{é: ü, x: 1}")["x"]?.position == .init(line: 1, column: 11))
  }

  @Test func tagsAreKept() throws {
    #expect(try root("a: !duration 5")["a"]?.tag == "!duration")
    #expect(try root("a: 5")["a"]?.tag == nil)
  }

  @Test(arguments: ["", "~", "null", "Null", "NULL"]) func onlyAPlainNullIsNull(word: String) throws {
    #expect(try root("a: \(word)")["a"]?.isNull == true)
    #expect(try root("a: '\(word)'")["a"]?.isNull == false)
  }

  @Test func aByteOrderMarkAndCarriageReturnsAreNoContent() throws {
    #expect(try root("\u{FEFF}a: 1\r\nb: x\r\n")["b"]?.content == .scalar(YAMLScalar("x")))
  }

  @Test func anAliasIsACopyOfWhatItNames() throws {
    let root = try root("a: &x [1, 2]\nb: *x\n")
    #expect(root["b"] == root["a"])
  }

  @Test(arguments: [
    ("", "f.yaml:1:1: the file is empty"),
    ("# only a comment\n", "f.yaml:1:1: the file is empty"),
    ("a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document starts here; the file must hold one"),
    ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: \"a\" is given twice; the first is in line 1"),
    ("a: *x\n", "f.yaml:1:4: the alias *x names no complete node above it"),
    ("a: &x [*x]\n", "f.yaml:1:8: the alias *x names no complete node above it"),
    ("a: &x {b: 1}\nc:\n  <<: *x\n", "f.yaml:3:3: merge keys (<<) are not supported; write the values out"),
    ("[a, b]: 1\n", "f.yaml:1:1: a key must be a word, not a list or a mapping"),
    ("a: [1, 2\n", "f.yaml:2:1: not YAML: did not find expected ',' or ']' (while parsing a flow sequence)"),
    ("a:\n\tb: 1\n", "f.yaml:2:1: not YAML: found character that cannot start any token (while scanning for the next token)"),
    ("a: \u{1}\n", "f.yaml:1:4: control characters are not allowed"),
  ]) func whatIsNoDocumentIsToldWithItsPlace(text: String, expected: String) {
    #expect(message(text) == expected)
  }

  @Test func invalidUTF8IsToldWithItsPlace() {
    #expect(message(Array("a: é\nb: ".utf8) + [0xFF, 0x0A]) == "f.yaml:2:4: not valid UTF-8")
    #expect(message([0xFF, 0xFE, 0x61, 0x00]) == "f.yaml:1:1: not valid UTF-8")
  }

  @Test func aBombOfAliasesIsRefused() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 { text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n" }
    #expect(message(text).hasSuffix("more than 1000000 values, aliases counted as copies"))
  }

  @Test func nestingHasALimit() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(message(deep) == "f.yaml:1:66: nested deeper than 64 levels")
    #expect(message("[[1]]", limits: YAMLLimits(depth: 2)) == "no error")
    #expect(message("[[[1]]]", limits: YAMLLimits(depth: 2)) == "f.yaml:1:4: nested deeper than 2 levels")
  }

  @Test func sizeHasALimit() {
    #expect(message("abcdef", limits: YAMLLimits(bytes: 5)) == "f.yaml:1:1: the file has 6 bytes; at most 5 are read")
    #expect(message("[a, b, c]", limits: YAMLLimits(nodes: 3)) == "f.yaml:1:8: more than 3 values, aliases counted as copies")
  }

  @Test func cutTextsNeverTrap() {
    let whole = Array("a: &x {b: [1, \"two\\n\", 'three'], c: |\n    é\n  }\nd: *x\ne: !t >-\n  folded\n  text\n".utf8)
    for length in 0...whole.count { _ = message(Array(whole.prefix(length))) }
    for index in whole.indices {
      for byte: UInt8 in [0x00, 0x22, 0x2A, 0x7B, 0x80, 0xFF] {
        var changed = whole
        changed[index] = byte
        _ = message(changed)
      }
    }
  }
}
