/// Which events of a scenario are under way.
struct EventSchedule {
  /// An event that began or ended.
  struct Change: Equatable {
    var event: Scenario.Event
    var begins: Bool
  }

  fileprivate struct Entry {
    let event: Scenario.Event
    /// When its next round begins, or when the one that is under way did; nil when there is none any more.
    var begins: Duration?
    var isActive = false

    var nextChange: Duration? { begins.map { isActive ? $0 + event.duration : $0 } }
  }

  private var entries: [Entry]
  /// When something changes next, counted from the start; nil when nothing does any more.
  private(set) var nextChange: Duration?

  init(_ events: [Scenario.Event]) {
    entries = events.map { Entry(event: $0, begins: $0.at) }
    nextChange = entries.lazy.compactMap(\.nextChange).min()
  }

  /// What goes on now.
  var active: [Scenario.Action] { entries.filter(\.isActive).map(\.event.action) }

  /// Lets time go on to a moment.
  ///
  /// - Returns: what changed, in the order of time; at the same time, ends come before beginnings.
  mutating func advance(to moment: Duration) -> [Change] {
    var changes: [(at: Duration, change: Change)] = []
    while let next = nextChange, next <= moment {
      for index in entries.indices where entries[index].nextChange == next {
        changes.append((next, Change(event: entries[index].event, begins: !entries[index].isActive)))
        entries[index].change()
      }
      nextChange = entries.lazy.compactMap(\.nextChange).min()
    }
    return changes.sorted { ($0.at, $0.change.begins ? 1 : 0) < ($1.at, $1.change.begins ? 1 : 0) }.map(\.change)
  }
}

extension EventSchedule.Entry {
  fileprivate mutating func change() {
    if isActive { begins = event.every.flatMap { every in begins.map { $0 + every } } }
    isActive.toggle()
  }
}
