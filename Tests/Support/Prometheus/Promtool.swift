/// Prometheus' own judge of a page.
public enum Promtool {
  /// - Parameter page: text format 0.0.4.
  /// - Throws: `HarnessError` with promtool's words when it finds an error or a breach of naming conventions.
  public static func check(metrics page: String) async throws(HarnessError) {
    let directory = try TemporaryDirectory("promtool")
    let file = try directory.write(page, to: "page.txt")
    _ = try await run("promtool", ["check", "metrics"], input: file).checked("promtool check metrics")
  }
}
