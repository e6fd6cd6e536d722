/// Runs one operation for every element at the same time and gives back what each came to, in the elements' order.
///
/// Used for "ask every broker": the slowest decides how long it takes, and none can fail the others.
func atOnce<Element: Sendable, Value: Sendable>(
  _ elements: [Element], _ operation: @escaping @Sendable (Element) async -> Value
) async -> [(element: Element, value: Value)] {
  await withTaskGroup(of: (Int, Value).self) { group in
    for (index, element) in elements.enumerated() {
      group.addTask { (index, await operation(element)) }
    }
    var values = [Value?](repeating: nil, count: elements.count)
    for await (index, value) in group { values[index] = value }
    return zip(elements, values).compactMap { element, value in value.map { (element, $0) } }
  }
}

extension Array {
  /// The array in pieces of at most `count` elements.
  func pieces(of count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: Swift.max(1, count)).map { self[$0..<Swift.min($0 + Swift.max(1, count), self.count)] }
  }
}
