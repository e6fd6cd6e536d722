/// Where two tables differ, in words; nothing where they are the same.
struct Differences {
  private(set) var lines: [String] = []

  /// Compares whole tables: what is in only one of them is a difference too.
  mutating func compare<Key: Hashable>(_ what: String, page: [Key: Double], kafka: [Key: Double]) {
    for (key, value) in kafka where page[key] != value {
      lines.append("\(what) \(key): the page has \(page[key].map { "\($0)" } ?? "nothing"), Kafka says \(value)")
    }
    for (key, value) in page where kafka[key] == nil {
      lines.append("\(what) \(key): the page has \(value), Kafka says nothing")
    }
  }

  mutating func compare<Element: Hashable & Sendable>(_ what: String, page: Set<Element>, kafka: Set<Element>) {
    for missing in kafka.subtracting(page) { lines.append("\(what): Kafka has \(missing), the page has not") }
    for extra in page.subtracting(kafka) { lines.append("\(what): the page has \(extra), Kafka has not") }
  }
}

extension Dictionary where Value == Double {
  /// A table of numbers as the page writes them. Of two numbers for one key the sum is taken.
  init<Number: BinaryInteger>(summing pairs: some Sequence<(Key, Number)>) {
    self.init(pairs.map { ($0.0, Double($0.1)) }, uniquingKeysWith: +)
  }
}
