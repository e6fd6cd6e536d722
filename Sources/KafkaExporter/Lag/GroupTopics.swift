/// Walks the topics of a group in order: those it commits to, has assigned or subscribes to, each once.
///
/// All three slices are sorted, so this is a merge. A topic's partitions are neighbours in the layout, so its rows are one run of each slice.
struct GroupTopics {
  struct Topic {
    var index: Int
    /// Rows of the topic in `GroupColumns.committedPartition`; empty where nothing is committed.
    var commits: Range<Int>
    /// Rows of the topic in `GroupColumns.assignedPartition`.
    var assigned: Range<Int>
    var isSubscribed: Bool
  }

  private let columns: GroupColumns
  private let layout: TopicLayout
  private var commits: Range<Int>
  private var assigned: Range<Int>
  private var subscribed: Range<Int>

  init(of group: GroupFacts, in columns: GroupColumns, layout: TopicLayout) {
    self.columns = columns
    self.layout = layout
    commits = group.hasCommits ? group.commits : group.commits.lowerBound..<group.commits.lowerBound
    assigned = group.assigned
    subscribed = group.subscribed
  }

  mutating func next() -> Topic? {
    let next = min(
      topic(of: columns.committedPartition, at: commits), topic(of: columns.assignedPartition, at: assigned),
      subscribed.isEmpty ? Int.max : Int(columns.subscribedTopic[subscribed.lowerBound]))
    guard next != Int.max else { return nil }
    let end = layout.topics[next].partitions.upperBound
    let isSubscribed = !subscribed.isEmpty && Int(columns.subscribedTopic[subscribed.lowerBound]) == next
    while let first = subscribed.first, Int(columns.subscribedTopic[first]) == next { subscribed.removeFirst() }
    return Topic(
      index: next, commits: Self.takeRun(of: columns.committedPartition, from: &commits, below: end),
      assigned: Self.takeRun(of: columns.assignedPartition, from: &assigned, below: end), isSubscribed: isSubscribed)
  }

  private func topic(of partitions: [Int32], at rows: Range<Int>) -> Int {
    rows.isEmpty ? Int.max : Int(layout.topicOfPartition[Int(partitions[rows.lowerBound])])
  }

  private static func takeRun(of partitions: [Int32], from rows: inout Range<Int>, below end: Int) -> Range<Int> {
    var row = rows.lowerBound
    while row < rows.upperBound, Int(partitions[row]) < end { row += 1 }
    defer { rows = row..<rows.upperBound }
    return rows.lowerBound..<row
  }
}

/// Counts over a group's assigned partitions of one topic. A share group may assign a partition to several members; it counts once.
struct AssignedPartitions {
  private(set) var count = 0
  /// Those without a commit.
  private(set) var uncommitted = 0

  init(_ topic: GroupTopics.Topic, in columns: GroupColumns) {
    var commit = topic.commits.lowerBound
    var last: Int32?
    for row in topic.assigned {
      let partition = columns.assignedPartition[row]
      guard partition != last else { continue }
      last = partition
      count += 1
      while commit < topic.commits.upperBound, columns.committedPartition[commit] < partition { commit += 1 }
      if commit == topic.commits.upperBound || columns.committedPartition[commit] != partition { uncommitted += 1 }
    }
  }
}
