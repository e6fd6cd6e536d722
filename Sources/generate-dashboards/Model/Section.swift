/// Panels under a heading, laid out in lines of 24 columns in their order.
struct Section {
  /// nil for the panels on top.
  let title: String?
  /// Whether they are shown, and asked for, only when somebody opens the section.
  var isClosed = false
  let panels: [Panel]

  init(_ title: String? = nil, isClosed: Bool = false, @PanelList _ panels: () -> [Panel]) {
    self.title = title
    self.isClosed = isClosed
    self.panels = panels()
  }

  /// The columns of the grid.
  static let columns = 24

  /// Each panel with its place, and where the next section begins.
  ///
  /// - Parameter top: the line below the heading.
  func layout(from top: Int) -> (places: [(panel: Panel, x: Int, y: Int)], bottom: Int) {
    var places: [(panel: Panel, x: Int, y: Int)] = []
    var (x, y, height) = (0, top, 0)
    for panel in panels {
      if x + panel.size.width > Self.columns { (x, y, height) = (0, y + height, 0) }
      places.append((panel, x, y))
      x += panel.size.width
      height = max(height, panel.size.height)
    }
    return (places, y + height)
  }

  /// Lines that are not filled, or not even.
  var problems: [String] {
    let lines = Dictionary(grouping: layout(from: 0).places, by: \.y)
    return lines.values.flatMap { line -> [String] in
      let names = line.map { "\"\($0.panel.title)\"" }.joined(separator: ", ")
      let width = line.reduce(0) { $0 + $1.panel.size.width }
      let heights = Set(line.map(\.panel.size.height))
      return (width == Self.columns ? [] : ["\(width) of \(Self.columns) columns are used by \(names)"])
        + (heights.count == 1 ? [] : ["different heights: \(names)"])
    }
  }
}

/// Panels one after the other, without commas; the compiler looks at each by itself.
@resultBuilder enum PanelList {
  static func buildBlock(_ panels: Panel...) -> [Panel] { panels }
}
