/// Why the dashboards can't be written, in words for the person at the terminal.
struct GeneratorError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
