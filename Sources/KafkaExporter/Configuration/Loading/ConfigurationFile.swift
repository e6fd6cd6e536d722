import Glibc

/// A configuration file's name and text.
package struct ConfigurationFile: Sendable {
  private static let maximumBytes = 16 << 20

  /// As the user gave it, for messages.
  package let name: String
  package let text: [UInt8]

  package init(name: String, text: [UInt8]) {
    self.name = name
    self.text = text
  }

  package init(name: String, text: String) {
    self.init(name: name, text: Array(text.utf8))
  }

  /// - Throws: when the file can not be opened or read.
  package static func read(_ name: String) throws(ConfigurationError) -> ConfigurationFile {
    do throws(FileBytes.Failure) {
      // One byte too many is enough for the parser to refuse the file.
      return ConfigurationFile(name: name, text: try FileBytes(of: name, limit: maximumBytes).bytes)
    } catch {
      let reason =
        switch error.code {
        case ENOENT: "there is no such file"
        case EACCES: "permission denied"
        default: "it can not be read (is it a folder?)"
        }
      throw ConfigurationError([ConfigurationProblem(.builtIn, name, reason)])
    }
  }
}
