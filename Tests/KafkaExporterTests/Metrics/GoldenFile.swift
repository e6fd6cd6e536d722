import Foundation
import Testing

/// A file of the repository that is compared whole. With UPDATE_GOLDEN=1 in the environment it is written instead.
struct GoldenFile {
  let url: URL

  /// - Parameter path: from this file's folder.
  init(_ path: String, from file: StaticString = #filePath) {
    url = URL(fileURLWithPath: "\(file)").deletingLastPathComponent().appending(path: path).standardizedFileURL
  }

  func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: url)
      return
    }
    let golden = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let lines = (golden: golden.components(separatedBy: "\n"), page: text.components(separatedBy: "\n"))
    let first = zip(lines.golden, lines.page).enumerated().first { $1.0 != $1.1 }
    #expect(
      golden == text,
      "\(url.lastPathComponent) differs\(first.map { " in line \($0.offset + 1): \($0.element.0) is now \($0.element.1)" } ?? " in length")",
      sourceLocation: sourceLocation)
  }
}
