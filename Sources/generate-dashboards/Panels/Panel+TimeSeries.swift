extension Panel {
  /// Curves over time, with a legend that has the last and the highest value of each, the highest first.
  static func timeSeries(_ title: String, _ description: String, unit: Unit = .number, _ queries: [Query]) -> Panel {
    Panel("timeseries", title, description, unit: unit, size: Size(width: 12, height: 8), queries)
      .adding([
        "fieldConfig": [
          "defaults": [
            "custom": [
              "axisBorderShow": false, "axisCenteredZero": false, "axisLabel": "", "axisPlacement": "auto", "barAlignment": 0,
              "drawStyle": "line",
              "fillOpacity": 10, "gradientMode": "none", "hideFrom": ["legend": false, "tooltip": false, "viz": false],
              "insertNulls": false,
              "lineInterpolation": "linear", "lineWidth": 1, "pointSize": 5, "scaleDistribution": ["type": "linear"], "showPoints": "auto",
              "spanNulls": false, "stacking": ["group": "A", "mode": "none"], "thresholdsStyle": ["mode": "off"],
            ]
          ]
        ],
        "options": [
          "legend": [
            "calcs": ["lastNotNull", "max"], "displayMode": "table", "placement": "right", "showLegend": true, "sortBy": "Max",
            "sortDesc": true,
          ],
          "tooltip": ["mode": "multi", "sort": "desc"],
        ],
      ])
      .from(0)
  }

  private func from(_ lowest: Int?) -> Panel { changed { $0.lowest = lowest } }

  /// The axis begins where the values do, for what can be below 0 and for shares near 1.
  func zoomed() -> Panel { from(nil) }

  /// One curve upon the other, for parts of a whole.
  func stacked() -> Panel {
    adding(["fieldConfig": ["defaults": ["custom": ["fillOpacity": 40, "stacking": ["group": "A", "mode": "normal"]]]]])
  }

  /// Steps for what changes from one moment to the next.
  func stepped() -> Panel { adding(["fieldConfig": ["defaults": ["custom": ["lineInterpolation": "stepAfter"]]]]) }

  /// Powers of ten, so that milliseconds and seconds are both to be seen.
  func logarithmic() -> Panel {
    from(nil).adding(["fieldConfig": ["defaults": ["custom": ["scaleDistribution": ["log": 10, "type": "log"]]]]])
  }

  /// A line at each threshold.
  func limits(_ thresholds: Thresholds) -> Panel {
    colours(thresholds).adding([
      "fieldConfig": ["defaults": ["color": ["mode": "palette-classic"], "custom": ["thresholdsStyle": ["mode": "dashed"]]]]
    ])
  }

  /// A curve's own colour, by its name in the legend.
  func colour(_ colour: Thresholds.Colour, of name: String) -> Panel {
    changed { panel in
      let override: JSON = [
        "matcher": ["id": "byRegexp", "options": .string("/ ?\(name)$/")],
        "properties": [["id": "color", "value": ["fixedColor": .string(colour.rawValue), "mode": "fixed"]]],
      ]
      panel.addOverride(override)
    }
  }

  mutating func addOverride(_ override: JSON) {
    var overrides: [JSON] = [override]
    if case .object(let all) = particulars, case .object(let fields)? = all["fieldConfig"], case .array(let known)? = fields["overrides"] {
      overrides = known + overrides
    }
    particulars = particulars.merging(["fieldConfig": ["overrides": .array(overrides)]])
  }
}
