import Foundation
import TestSupport
import Testing

/// The shell scripts that users and continuous integration start.
struct ScriptTests {
  @Test(.enabled(if: TestTools.areInstalled, Comment(rawValue: TestTools.hint)))
  func shellcheckFindsNothingInAnyScript() async throws {
    let scripts = try Self.scripts()
    #expect(Set(scripts).isSuperset(of: [".ci/run", "run.sh", "scripts/install-dependencies", "scripts/bench-cluster"]))
    let said = try await run(TestTools.path(of: "shellcheck"), scripts.map { "\(packageRoot)/\($0)" })
    #expect(said.status == 0, "\(said.standardOutput)\(said.standardError)")
  }

  @Test func everyScriptCanBeStartedAsItIs() throws {
    for script in try Self.scripts() {
      #expect(FileManager.default.isExecutableFile(atPath: "\(packageRoot)/\(script)"), "\(script) is not executable")
    }
  }

  /// Every file that begins with a shell's name, but for what was built, from the folder of Package.swift.
  private static func scripts() throws -> [String] {
    let files = FileManager.default.enumerator(atPath: packageRoot)
    var found: [String] = []
    while let path = files?.nextObject() as? String {
      if path == ".build" || path == ".git" { files?.skipDescendants() }
      guard let start = FileHandle(forReadingAtPath: "\(packageRoot)/\(path)")?.readableStart(64) else { continue }
      let firstLine = String(decoding: start, as: UTF8.self).prefix { $0 != "\n" }
      if firstLine.hasPrefix("#!"), firstLine.hasSuffix("sh") { found.append(path) }
    }
    return found.sorted()
  }
}

extension FileHandle {
  /// The first bytes of a file; nil for a folder.
  fileprivate func readableStart(_ count: Int) -> Data? {
    defer { try? close() }
    return try? read(upToCount: count)
  }
}
