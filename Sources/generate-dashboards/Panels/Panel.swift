/// A panel of a dashboard. The files beside this one make the kinds that there are.
struct Panel {
  /// How much room it takes, in Grafana's grid of 24 columns.
  struct Size: Equatable {
    var width: Int
    var height: Int
  }

  let type: String
  let title: String
  /// What it shows, and when to worry.
  let description: String
  private(set) var queries: [Query]
  let unit: Unit
  var size: Size
  /// What stands there instead of "No data".
  private(set) var noValue: String?
  var thresholds = Thresholds.none
  var valueNames = ValueNames.none
  var decimals: Int?
  /// Where the axis begins; nil for where the values do.
  var lowest: Int?
  /// What the kind of panel adds: options, field configuration, transformations.
  var particulars: JSON = [:]
  private(set) var links: [JSON] = []

  init(_ type: String, _ title: String, _ description: String, unit: Unit, size: Size, _ queries: [Query]) {
    self.type = type
    self.title = title
    self.description = description
    self.unit = unit
    self.size = size
    self.queries = queries
  }

  // MARK: - What most kinds share

  func width(_ width: Int) -> Panel { changed { $0.size.width = width } }
  func height(_ height: Int) -> Panel { changed { $0.size.height = height } }
  func decimals(_ decimals: Int) -> Panel { changed { $0.decimals = decimals } }
  func colours(_ thresholds: Thresholds) -> Panel { changed { $0.thresholds = thresholds } }
  func names(_ names: ValueNames) -> Panel { changed { $0.valueNames = names } }

  /// For panels that list what is wrong: nothing is the good case, and is said so.
  func emptyWhenHealthy(_ text: String) -> Panel {
    changed {
      $0.noValue = text
      for index in $0.queries.indices { $0.queries[index].mayBeEmpty = true }
    }
  }

  /// What an empty panel says where something is not there that need not be there.
  func without(_ text: String) -> Panel { changed { $0.noValue = text } }

  /// Opens another dashboard on a click, with what is chosen here.
  func opens(_ link: Link) -> Panel { changed { $0.links.append(link.panelJSON) } }

  func adding(_ more: JSON) -> Panel { changed { $0.particulars = $0.particulars.merging(more) } }

  func changed(_ change: (inout Panel) -> Void) -> Panel {
    var other = self
    change(&other)
    return other
  }

  /// Stays the same wherever the panel moves, so that links to a single panel last: made from its title (FNV-1a).
  var id: Int {
    var hash: UInt32 = 0x811c_9dc5
    for byte in title.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Int(hash % 999_983) + 1
  }

  var problems: [String] {
    var problems = queries.flatMap(\.problems)
    if queries.isEmpty { problems.append("no query") }
    if !description.hasSuffix(".") { problems.append("the description is no sentence") }
    return problems.map { "\"\(title)\": \($0)" }
  }

  /// - Parameter place: `x` and `y` in the grid.
  func json(at place: (x: Int, y: Int)) -> JSON {
    var defaults: [String: JSON] = [
      "color": ["mode": thresholds.isEmpty && valueNames.names.isEmpty ? "palette-classic" : "thresholds"],
      "mappings": valueNames.json, "thresholds": thresholds.json, "unit": .string(unit.rawValue),
    ]
    if let noValue { defaults["noValue"] = .string(noValue) }
    if let lowest { defaults["min"] = .integer(lowest) }
    if let decimals { defaults["decimals"] = .integer(decimals) }
    if !links.isEmpty { defaults["links"] = .array(links) }
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
    let common: JSON = [
      "id": .integer(id), "type": .string(type), "title": .string(title), "description": .string(description), "datasource": dataSource,
      "gridPos": ["h": .integer(size.height), "w": .integer(size.width), "x": .integer(place.x), "y": .integer(place.y)],
      "targets": .array(zip(queries, letters).map { $0.json(named: $1) }),
      "fieldConfig": ["defaults": .object(defaults), "overrides": []], "options": [:], "transparent": false,
    ]
    return common.merging(particulars)
  }
}
