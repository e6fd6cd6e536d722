import FuzzSupport
import Testing
import YAML

/// Documents that went wrong at random, the same ones in every run.
@Suite struct MutatedDocumentTests {
  private static let seeds = [
    "a: 1\nb:\n  - x\n  - {c: \"y\", d: [1, 2]}\n", "base: &base {a: 1}\nother: *base\nlist: [*base, *base]\n",
    "text: |\n  one\n  two\nfolded: >-\n  a\n  b\n",
    "'é': \"\\u00e9\\n\"\n# comment\n? key\n: !tag value\n", "- - - - x\n- {a: {b: {c: {}}}}\n", "a: ~\nb:\nc: 'it''s'\n",
  ].map { Array($0.utf8) }

  private static let words = [
    "&a ", "*a", "*base", "- ", ": ", "? ", "{", "}", "[", "]", ", ", "\n", "\n  ", "\t", "|", ">-", "!tag ", "!!str ", "---\n", "...\n",
    "%YAML 1.1\n", "# ",
    "\"", "'", "\\u", "\\x", "\\", "~", "\u{0}", "\u{85}", "\u{feff}", "é", "\u{1f600}",
  ]

  @Test func damagedDocumentsEndInNodesOrAnErrorInsideTheFile() {
    var mutator = Mutator(seed: 12, words: Self.words)
    let limits = YAMLLimits(bytes: 400, nodes: 60, depth: 8)
    var parsed = 0
    var outside: [String] = []
    let count = 30_000
    for _ in 0..<count {
      var text = Self.seeds[mutator.below(Self.seeds.count)]
      mutator.damage(&text, spliceFrom: Self.seeds[mutator.below(Self.seeds.count)])
      // CR, LF, and Unicode's own line ends, each of which libyaml counts: no line is further down than there are bytes.
      let lines = 1...text.count + 1
      do throws(YAMLError) {
        let root = try YAMLDocument(parsing: text, file: "f.yaml", limits: limits).root
        let size = Size(of: root)
        if size.nodes > limits.nodes || size.depth > limits.depth || !lines.contains(size.lastLine) { outside.append("\(text)") }
        parsed += 1
      } catch {
        if !lines.contains(error.position.line) || error.position.column < 1 || error.message.isEmpty {
          outside.append("\(text): \(error)")
        }
      }
    }
    #expect(outside.isEmpty)
    #expect((count / 10..<count * 9 / 10).contains(parsed))
  }

  private struct Size {
    var nodes = 1
    var depth = 0
    var lastLine: Int

    init(of node: YAMLNode) {
      lastLine = node.position.line
      let children: [YAMLNode] =
        switch node.content {
        case .scalar: []
        case .sequence(let items): items
        case .mapping(let entries): entries.map(\.value)
        }
      for size in children.map(Size.init) {
        nodes += size.nodes
        depth = max(depth, size.depth + 1)
        lastLine = max(lastLine, size.lastLine)
      }
    }
  }
}
