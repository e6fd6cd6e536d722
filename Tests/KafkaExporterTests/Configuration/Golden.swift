import Foundation
import Testing

/// Files that tests compare with, read from the source tree. With UPDATE_GOLDEN=1 in the environment they are written instead.
enum Golden {
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

  /// Fails when the file does not hold exactly this text.
  static func expect(_ text: String, in file: URL, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let found = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
    #expect(found == text, "\(file.lastPathComponent) lags behind; UPDATE_GOLDEN=1 writes it again", sourceLocation: sourceLocation)
  }

  static func files(in folder: URL, ending: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == ending }.sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
