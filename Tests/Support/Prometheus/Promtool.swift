/// Prometheus' own judge of a page.
public enum Promtool {
  /// - Parameter page: text format 0.0.4.
  /// - Throws: `HarnessError` with promtool's words when it finds an error or a breach of naming conventions.
  public static func check(metrics page: String) async throws(HarnessError) {
    _ = try await judge(page).checked("promtool check metrics")
  }

  /// What `promtool check metrics` says of a page, line by line, sorted: nothing of a good one.
  public static func complaints(about page: String) async throws(HarnessError) -> [String] {
    let said = try await judge(page)
    return (said.standardOutput + said.standardError).split(separator: "\n").map(String.init).sorted()
  }

  private static func judge(_ page: String) async throws(HarnessError) -> Finished {
    let directory = try TemporaryDirectory("promtool")
    let file = try directory.write(page, to: "page.txt")
    return try await run("promtool", ["check", "metrics"], input: file)
  }
}
