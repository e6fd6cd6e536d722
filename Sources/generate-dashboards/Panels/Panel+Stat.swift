extension Panel {
  /// One number, and whether it is good. It is asked for as of now: a number that was seen for the last time an hour ago is no answer.
  static func stat(_ title: String, _ description: String, unit: Unit = .number, _ expression: Expression, legend: String = "") -> Panel {
    Panel("stat", title, description, unit: unit, size: Size(width: 4, height: 4), [Query(expression, legend, kind: .instant)])
      .adding([
        "options": [
          "colorMode": "background", "graphMode": "none", "justifyMode": "auto", "orientation": "auto",
          "percentChangeColorMode": "standard",
          "reduceOptions": ["calcs": ["lastNotNull"], "fields": "", "values": false], "showPercentChange": false,
          "textMode": "value", "wideLayout": true,
        ]
      ])
  }

  /// One number without judgement, on the panel's own background.
  static func figure(_ title: String, _ description: String, unit: Unit = .number, _ expression: Expression, legend: String = "") -> Panel {
    stat(title, description, unit: unit, expression, legend: legend).adding(["options": ["colorMode": "value"]])
  }

  /// The names of what is there rather than a number.
  func showingNames() -> Panel { adding(["options": ["textMode": "name", "colorMode": "none"]]) }
}
