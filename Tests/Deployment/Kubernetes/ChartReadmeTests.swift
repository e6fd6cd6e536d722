import Foundation
import TestSupport
import Testing

/// The chart's README lists the values that there are, and no others.
struct ChartReadmeTests {
  /// Values whose inner keys are Kubernetes' or the exporter's.
  private static let opaque: Set<String> = ["config", "resources", "podSecurityContext", "securityContext"]

  @Test func theTableHasEveryValueAndNoOther() throws {
    let values = try KubernetesObject.all(inFile: "\(Chart.folder)/values.yaml")[0]
    let top = KubernetesValue(values.node)
    let expected = top.keys.flatMap { key in
      let inner = Self.opaque.contains(key) ? [] : top[key].keys
      return inner.isEmpty ? [key] : inner.map { "\(key).\($0)" }
    }
    #expect(expected.count > 40)
    let readme = try String(contentsOfFile: "\(Chart.folder)/README.md", encoding: .utf8)
    let listed = readme.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap(Self.names)
    #expect(listed.sorted() == expected.sorted())
  }

  /// The names in the first cell of a row: `a.b`, `.c` stands for a.b and a.c.
  private static func names(in row: Substring) -> [String] {
    let cell = row.split(separator: "|").first ?? ""
    var parent = ""
    return cell.split(separator: "`").filter { $0.contains { $0.isLetter } }.map { name in
      if name.hasPrefix(".") { return parent + name }
      parent = String(name.prefix { $0 != "." })
      return String(name)
    }
  }
}
