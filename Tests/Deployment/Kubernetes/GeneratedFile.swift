import Foundation
import TestSupport
import Testing

/// A file of the repository that is made from others, and compared whole. With UPDATE_GOLDEN=1 in the environment it is written instead.
struct GeneratedFile {
  /// From the folder of Package.swift.
  let path: String

  static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

  func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let url = URL(filePath: packageRoot).appending(path: path)
    if Self.isUpdating {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let found = (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) }
    #expect(found == text, "\(path) lags behind; make generate writes it again", sourceLocation: sourceLocation)
  }

  /// The names of a folder's files, sorted; none where there is no folder.
  static func names(in folder: String, ending: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(packageRoot)/\(folder)")) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted()
  }
}
