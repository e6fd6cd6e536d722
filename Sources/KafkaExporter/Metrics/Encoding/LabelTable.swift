/// One label with many values, escaped and written out once (`topic="orders"`), so that a page only copies bytes for each series.
package struct LabelTable: Sendable {
  private let bytes: [UInt8]
  /// Value `i` is `bytes[ends[i]..<ends[i + 1]]`.
  private let ends: [Int]

  package init(_ label: Label, values: some Sequence<String>) {
    var text = PageBuffer(capacity: 4096)
    var ends = [0]
    for value in values {
      text.append(label.name)
      text.append("=\"" as StaticString)
      text.append(escapingLabel: value)
      text.append("\"" as StaticString)
      ends.append(text.count)
    }
    self.ends = ends
    bytes = unsafe text.bytes.withUnsafeBytes { unsafe Array($0) }
  }

  package var count: Int { ends.count - 1 }

  /// `name="value"` of value `index`.
  subscript(index: Int) -> RawSpan {
    @_lifetime(borrow self)
    get { unsafe bytes.span.extracting(ends[index]..<ends[index + 1]).bytes }
  }
}
