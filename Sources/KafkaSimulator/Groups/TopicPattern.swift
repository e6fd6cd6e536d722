/// A regular expression over the names of topics, as consumers of KIP-848 subscribe with.
///
/// Brokers match with RE2, here it is Swift's engine: the same for what names of topics can need, but without RE2's promise of linear time.
struct TopicPattern {
  private let regex: Regex<AnyRegexOutput>

  /// - Throws: why the text is no regular expression.
  init(_ text: String) throws {
    regex = try Regex(text)
  }

  /// Whether the whole name matches.
  func matches(_ name: String) -> Bool {
    (try? regex.wholeMatch(in: name)) != nil
  }
}
