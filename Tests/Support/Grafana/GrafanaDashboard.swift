import Foundation

/// A dashboard as its file has it: what tests ask about, read independently of what wrote it.
public struct GrafanaDashboard: Decodable, Sendable {
  public struct Panel: Decodable, Sendable {
    public let id: Int
    public let type: String
    public let title: String
    public let description: String?
    public let gridPos: Place
    public let datasource: Source?
    public let fieldConfig: FieldConfig?
    public let targets: [Target]?
    /// Of a heading that is closed.
    public let panels: [Panel]?
  }

  public struct Place: Decodable, Sendable {
    public let x: Int
    public let y: Int
    public let w: Int
    public let h: Int
  }

  public struct Source: Decodable, Sendable {
    public let type: String?
    public let uid: String?
  }

  public struct FieldConfig: Decodable, Sendable {
    public struct Defaults: Decodable, Sendable {
      public let unit: String?
      public let noValue: String?
    }
    public let defaults: Defaults
  }

  public struct Target: Decodable, Sendable {
    public let expr: String
    public let refId: String
    public let range: Bool?
    public let instant: Bool?
    public let datasource: Source?
  }

  public struct Variable: Decodable, Sendable {
    public let name: String
    public let type: String
    public let definition: String?
    public let datasource: Source?
    public let allValue: String?
  }

  public struct Annotation: Decodable, Sendable {
    public let name: String
    public let expr: String
    public let datasource: Source?
  }

  public struct Link: Decodable, Sendable {
    public let url: String
  }

  private struct List<Element: Decodable & Sendable>: Decodable, Sendable {
    let list: [Element]
  }

  public let uid: String
  public let title: String
  public let tags: [String]
  public let timezone: String
  public let refresh: String
  public let schemaVersion: Int
  public let editable: Bool
  public let links: [Link]
  /// As they stand in the file: headings too, and what is inside closed ones only there.
  public let panels: [Panel]
  private let templating: List<Variable>
  private let annotationList: List<Annotation>

  private enum CodingKeys: String, CodingKey {
    case uid, title, tags, timezone, refresh, schemaVersion, editable, links, panels, templating
    case annotationList = "annotations"
  }

  public var variables: [Variable] { templating.list }
  public var annotations: [Annotation] { annotationList.list }
  /// All panels that show something, those inside closed headings too.
  public var shownPanels: [Panel] { panels.flatMap { [$0] + ($0.panels ?? []) }.filter { $0.type != "row" } }

  public static let folder = packageRoot + "/grafana/dashboards"

  /// The files' names, sorted.
  public static func fileNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
  }

  public static func load(_ fileName: String) throws -> GrafanaDashboard {
    try JSONDecoder().decode(GrafanaDashboard.self, from: Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(fileName)")))
  }
}
