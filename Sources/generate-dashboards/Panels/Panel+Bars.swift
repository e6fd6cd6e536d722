extension Panel {
  /// A bar each, as of now; long ones are worse.
  static func bars(_ title: String, _ description: String, unit: Unit, _ query: Query) -> Panel {
    var instant = query
    instant.kind = .instant
    return Panel("bargauge", title, description, unit: unit, size: Size(width: 12, height: 8), [instant])
      .adding([
        "fieldConfig": ["defaults": ["color": ["mode": "continuous-GrYlRd"]]],
        "options": [
          "displayMode": "basic", "maxVizHeight": 300, "minVizHeight": 16, "minVizWidth": 8, "namePlacement": "left",
          "orientation": "horizontal",
          "reduceOptions": ["calcs": ["lastNotNull"], "fields": "", "values": false], "showUnfilled": true, "sizing": "auto",
          "valueMode": "color",
        ],
      ])
  }

  /// For bars that are neither good nor bad.
  func neutral() -> Panel {
    adding(["fieldConfig": ["defaults": ["color": ["mode": "fixed", "fixedColor": "blue"]]]])
  }
}
