import Foundation

/// `promtool check metrics`, where it is installed.
enum Promtool {
  static let path = ["/usr/bin/promtool", "/usr/local/bin/promtool"].first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What it says of a page in the text format, line by line, sorted.
  static func complaints(about page: String) throws -> [String] {
    guard let path else { return [] }
    let file = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString).txt")
    try Data(page.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["check", "metrics"]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init).sorted()
  }
}
