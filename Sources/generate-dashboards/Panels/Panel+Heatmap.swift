extension Panel {
  /// How many observations of a histogram fell into which bucket, over time.
  static func heatmap(_ title: String, _ description: String, unit: Unit, _ histogram: Series) -> Panel {
    Panel(
      "heatmap", title, description, unit: unit, size: Size(width: 12, height: 8),
      [Query(histogram.buckets.rate().bucketRates, "{{le}}", kind: .buckets)]
    ).adding([
      "fieldConfig": [
        "defaults": [
          "custom": ["hideFrom": ["legend": false, "tooltip": false, "viz": false], "scaleDistribution": ["type": "linear"]]
        ]
      ],
      "options": [
        "calculate": false, "cellGap": 1, "cellValues": ["unit": "ops"],
        "color": [
          "exponent": 0.5, "fill": "dark-orange", "mode": "scheme", "reverse": false, "scale": "exponential", "scheme": "Oranges",
          "steps": 64,
        ],
        "exemplars": ["color": "rgba(255,0,255,0.7)"], "filterValues": ["le": 1e-9], "legend": ["show": true],
        "rowsFrame": ["layout": "auto"], "tooltip": ["mode": "single", "showColorScale": false, "yHistogram": false],
        "yAxis": ["axisPlacement": "left", "reverse": false, "unit": .string(unit.rawValue)],
      ],
    ])
  }
}
