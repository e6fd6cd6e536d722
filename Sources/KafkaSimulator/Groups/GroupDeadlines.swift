/// When which group is to be called. Only groups in motion are in it, so that ten thousand idle ones cost nothing.
struct GroupDeadlines {
  private var byGroup: [String: Timestamp] = [:]
  /// No deadline is before this one.
  private var earliest = Timestamp(milliseconds: .max)

  /// - Parameter deadline: nil for a group in which nothing happens by itself.
  mutating func set(_ deadline: Timestamp?, for id: String) {
    byGroup[id] = deadline
    if let deadline { earliest = min(earliest, deadline) }
  }

  /// The groups whose time has come, by id. They are forgotten.
  mutating func takeDue(at now: Timestamp) -> [String] {
    guard earliest <= now else { return [] }
    let due = byGroup.filter { $0.value <= now }.keys.sorted()
    for id in due { byGroup[id] = nil }
    earliest = byGroup.values.min() ?? Timestamp(milliseconds: .max)
    return due
  }
}
