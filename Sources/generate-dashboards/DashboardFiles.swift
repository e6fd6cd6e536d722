import Foundation

/// The files of grafana/dashboards.
struct DashboardFiles {
  /// Texts by file name.
  let contents: [String: String]

  /// - Throws: `GeneratorError` with everything that is wrong with the declarations, a line each, with dashboard and panel.
  init(_ dashboards: [Dashboard]) throws(GeneratorError) {
    let problems = dashboards.flatMap(\.problems)
    guard problems.isEmpty else { throw GeneratorError("\(problems.count) problems:\n" + problems.joined(separator: "\n")) }
    var contents: [String: String] = [:]
    for dashboard in dashboards { contents[dashboard.fileName] = try dashboard.json.text() + "\n" }
    self.contents = contents
  }

  /// Writes what differs, and removes the files of dashboards that are no longer declared.
  func write(to folder: URL) throws {
    for name in try Self.names(in: folder) where contents[name] == nil {
      try FileManager.default.removeItem(at: folder.appending(path: name))
    }
    for (name, text) in contents { try Data(text.utf8).write(to: folder.appending(path: name)) }
  }

  /// - Throws: `GeneratorError` that names the files that differ, are missing or are too many.
  func check(against folder: URL) throws {
    let names = Set(try Self.names(in: folder)).union(contents.keys).sorted()
    let stale = names.filter { contents[$0] != (try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)) }
    guard stale.isEmpty else {
      throw GeneratorError("not what is declared in Sources/generate-dashboards: \(stale.joined(separator: ", ")): run make generate")
    }
  }

  private static func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
  }
}
