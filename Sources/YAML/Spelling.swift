/// Words in messages: foreign ones quoted, mistyped ones with what was probably meant.
public enum Spelling {
  /// The nearest of some names; nil when none is near enough to be a likely slip (a third of its letters) and not just one starts with the word.
  public static func nearest(to word: String, among names: [String]) -> String? {
    // A word far longer than any name can not be near one, and would only cost time.
    guard word.utf8.count <= 128 else { return nil }
    let ranked = names.map { (name: $0, distance: distance(word, $0)) }
    guard let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    if best.distance <= max(1, best.name.count / 3) { return best.name }
    let longer = names.filter { word.count >= 3 && $0.hasPrefix(word.lowercased()) }
    return longer.count == 1 ? longer.first : nil
  }

  /// `; did you mean "x"?`, or nothing.
  public static func hint(for word: String, among names: [String]) -> String {
    nearest(to: word, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  /// A foreign text between quotes, on one line and of bearable length.
  public static func quoted(_ text: String) -> String {
    text.count <= 80 ? text.debugDescription : String(text.prefix(77)).debugDescription + "..."
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two words, letter case ignored (optimal string alignment).
  static func distance(_ first: String, _ second: String) -> Int {
    let a = Array(first.lowercased().unicodeScalars)
    let b = Array(second.lowercased().unicodeScalars)
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      row.reserveCapacity(b.count + 1)
      for j in 1...b.count {
        let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        var best = min(replaced, last[j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, beforeLast[j - 2] + 1) }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
