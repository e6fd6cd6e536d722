extension Panel {
  /// A band for each series, coloured and named by what its values stand for.
  static func timeline(_ title: String, _ description: String, _ query: Query, _ names: ValueNames) -> Panel {
    Panel("state-timeline", title, description, unit: .number, size: Size(width: 12, height: 8), [query])
      .names(names)
      .adding([
        "fieldConfig": ["defaults": ["custom": ["fillOpacity": 70, "lineWidth": 0]]],
        "options": [
          "alignValue": "left", "legend": ["displayMode": "list", "placement": "bottom", "showLegend": false], "mergeValues": true,
          "rowHeight": 0.9,
          "showValue": "auto", "tooltip": ["mode": "single", "sort": "none"],
        ],
      ])
  }

  /// A row of cells for each series, the redder the higher: where and when at one glance.
  static func cells(_ title: String, _ description: String, unit: Unit, _ query: Query) -> Panel {
    Panel("status-history", title, description, unit: unit, size: Size(width: 12, height: 10), [query])
      .adding([
        "fieldConfig": ["defaults": ["color": ["mode": "continuous-GrYlRd"], "custom": ["fillOpacity": 80, "lineWidth": 0]]],
        "maxDataPoints": 60,
        "options": [
          "colWidth": 1, "legend": ["displayMode": "list", "placement": "bottom", "showLegend": false], "rowHeight": 0.9,
          "showValue": "never",
          "tooltip": ["mode": "single", "sort": "none"],
        ],
      ])
  }
}
