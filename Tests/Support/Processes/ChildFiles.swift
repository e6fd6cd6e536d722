import Foundation

/// The files behind a child's standard streams.
final class ChildFiles: Sendable {
  let input: String
  let output: String
  let errors: String
  private let directory: TemporaryDirectory

  init(program: String, input: String) throws(HarnessError) {
    let label = program.split(separator: "/").last.map { String($0).replacing(".", with: "-") } ?? "child"
    directory = try TemporaryDirectory(label)
    self.input = input
    output = directory.path(of: "output")
    errors = directory.path(of: "errors")
  }

  func text(of path: String) -> String {
    guard let data = FileManager.default.contents(atPath: path) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }
}
