import Foundation
import TestSupport
import YAML

/// A rule of prometheus/rules, as it is written.
struct PrometheusRule: Sendable, CustomStringConvertible {
  /// The file's name, such as `groups.yml`.
  let file: String
  let isAlert: Bool
  /// The alert, or the series that is recorded.
  let name: String
  var expression: String
  /// How long the expression must hold before the alert fires, in PromQL's words; nil for at once.
  var holding: String?
  let labels: [String: String]
  let annotations: [String: String]

  var description: String { name }

  static let folder = packageRoot + "/prometheus"

  /// All rules, in the order of the files' names.
  static var all: [PrometheusRule] { get throws { try loaded.get() } }

  static var alerts: [PrometheusRule] { get throws { try all.filter(\.isAlert) } }

  private static let loaded = Result {
    try FileManager.default.contentsOfDirectory(atPath: folder + "/rules").sorted().flatMap(rules)
  }

  private static func rules(inFile name: String) throws -> [PrometheusRule] {
    let path = "\(folder)/rules/\(name)"
    let document = try YAMLDocument(parsing: try String(contentsOfFile: path, encoding: .utf8), file: path).reader
    return try document.required("groups").sequence().flatMap { group in
      try group.required("rules").sequence().map { try PrometheusRule($0, file: name) }
    }
  }

  private init(_ rule: YAMLReader, file: String) throws {
    self.file = file
    let alert = try rule.optional("alert")
    isAlert = alert != nil
    name = try alert?.string() ?? rule.required("record").string()
    expression = try rule.required("expr").string()
    holding = try rule.optional("for")?.string()
    labels = try Self.texts(rule.optional("labels"))
    annotations = try Self.texts(rule.optional("annotations"))
  }

  private static func texts(_ mapping: YAMLReader?) throws(YAMLError) -> [String: String] {
    var texts: [String: String] = [:]
    for (entry, value) in try mapping?.mapping() ?? [] { texts[entry.key] = try value.string() }
    return texts
  }

  /// Metrics and recorded series that the expression reads.
  var series: [String] {
    let tokens = PromQLToken.tokens(of: expression)
    let labels = Set(tokens.labels)
    return tokens.indices.filter { index in
      let isCall = index + 1 < tokens.count && ["(", "by"].contains(tokens[index + 1].text)
      return tokens[index].kind == .word && !labels.contains(index) && !isCall && !Self.keywords.contains(tokens[index].text)
    }.map { tokens[$0].text }
  }

  private static let keywords: Set<String> = ["by", "on", "and", "or", "unless", "offset", "group_left"]

  /// A rule file of these rules. JSON is YAML, too.
  static func file(of rules: [PrometheusRule]) throws -> String {
    struct File: Encodable { let groups: [Group] }
    struct Group: Encodable { let name: String, rules: [Rule] }
    struct Rule: Encodable {
      let alert: String?, record: String?, expr: String, `for`: String?, labels: [String: String]?, annotations: [String: String]?
    }
    let written = rules.map { rule in
      Rule(
        alert: rule.isAlert ? rule.name : nil, record: rule.isAlert ? nil : rule.name, expr: rule.expression, for: rule.holding,
        labels: rule.isAlert ? rule.labels : nil, annotations: rule.isAlert ? rule.annotations : nil)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode(File(groups: [Group(name: "mutants", rules: written)])), as: UTF8.self)
  }
}
