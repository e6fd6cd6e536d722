extension LagReport {
  /// The columns of kafka-consumer-groups, and what was lost; `-` where a value is unknown. Groups follow one another, with an empty line between.
  package var table: String {
    rows.split(whereNeighboursDiffer: { $0.group != $1.group }).map { group in
      var table = TextTable([
        .init(heading: "GROUP"), .init(heading: "TOPIC"), .init(heading: "PARTITION", isNumeric: true),
        .init(heading: "CURRENT-OFFSET", isNumeric: true), .init(heading: "LOG-END-OFFSET", isNumeric: true),
        .init(heading: "LAG", isNumeric: true), .init(heading: "LOST", isNumeric: true), .init(heading: "CONSUMER-ID"),
        .init(heading: "HOST"), .init(heading: "CLIENT-ID"),
      ])
      for row in group {
        table.add([
          row.group, row.topic ?? "-", Self.cell(row.partition), Self.cell(row.committedOffset), Self.cell(row.logEndOffset),
          Self.cell(row.lag), Self.cell(row.lostRecords), row.memberID ?? "-", row.host ?? "-", row.clientID ?? "-",
        ])
      }
      return (Self.heading(group) + table.lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private static func heading(_ group: some Collection<Row>) -> [String] {
    guard let first = group.first else { return [] }
    let cluster = first.cluster.map { "Cluster '\($0)', group" } ?? "Group"
    let state = first.state.map { ", \($0)" } ?? ""
    return [TextTable.visible("\(cluster) '\(first.group)' (\(first.type)\(state))")]
  }

  private static func cell(_ value: (some CustomStringConvertible)?) -> String {
    value.map(\.description) ?? "-"
  }
}

extension Array {
  fileprivate func split(whereNeighboursDiffer differ: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
    var pieces: [ArraySlice<Element>] = []
    var start = startIndex
    for index in indices where index + 1 == endIndex || differ(self[index], self[index + 1]) {
      pieces.append(self[start...index])
      start = index + 1
    }
    return pieces
  }
}
