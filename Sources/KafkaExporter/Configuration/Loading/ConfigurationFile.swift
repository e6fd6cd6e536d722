import Foundation

/// A configuration file's name and text.
package struct ConfigurationFile: Sendable {
  private static let maximumBytes = 16 << 20

  /// As the user gave it, for messages.
  package let name: String
  let text: [UInt8]

  package init(name: String, text: [UInt8]) {
    self.name = name
    self.text = text
  }

  package init(name: String, text: String) {
    self.init(name: name, text: Array(text.utf8))
  }

  /// - Throws: when the file can not be opened or read.
  package static func read(_ name: String) throws(ConfigurationError) -> ConfigurationFile {
    do {
      guard let handle = FileHandle(forReadingAtPath: name) else {
        throw CocoaError(FileManager.default.fileExists(atPath: name) ? .fileReadNoPermission : .fileReadNoSuchFile)
      }
      var data = Data()
      // A pipe gives its text in pieces. One byte too many is enough for the parser to refuse the file.
      while data.count <= maximumBytes, let piece = try handle.read(upToCount: maximumBytes + 1 - data.count), !piece.isEmpty {
        data += piece
      }
      return ConfigurationFile(name: name, text: Array(data))
    } catch {
      let reason =
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile: "there is no such file"
        case .fileReadNoPermission: "permission denied"
        default: "it can not be read (is it a folder?)"
        }
      throw ConfigurationError([ConfigurationProblem(.builtIn, name, reason)])
    }
  }
}
