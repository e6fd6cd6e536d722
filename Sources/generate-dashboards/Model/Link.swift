import KafkaExporter

/// A way to another dashboard that takes along what is chosen and the time.
struct Link {
  let uid: String
  let title: String

  private static let chosen = "${datasource:queryparam}&${job:queryparam}&${cluster:queryparam}&${__url_time_range}"

  /// On top of a dashboard.
  var dashboardJSON: JSON {
    [
      "type": "link", "title": .string(title), "url": "/d/\(uid)", "includeVars": true, "keepTime": true, "asDropdown": false,
      "icon": "dashboard",
      "tags": [], "targetBlank": false, "tooltip": "",
    ]
  }

  /// On a panel.
  var panelJSON: JSON {
    ["title": .string(title), "url": "/d/\(uid)?\(Self.chosen)", "targetBlank": false]
  }

  /// On a table's cell: its text is chosen in the variable of the label's name.
  func json(choosing label: Label) -> JSON {
    [
      "title": "\(title): ${__value.text}", "url": "/d/\(uid)?var-\(label.name)=${__value.text:percentencode}&\(Self.chosen)",
      "targetBlank": false,
    ]
  }
}
