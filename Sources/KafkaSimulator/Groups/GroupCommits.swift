/// The offsets a group has committed: for each topic a flat array by partition, so that 10,000 groups with 500 commits each take tens of megabytes.
///
/// Topics are sorted by name, which makes answers repeatable.
package struct GroupCommits: Sendable {
  /// What is committed for a partition.
  package struct Commit: Hashable, Sendable {
    package var offset: Int64
    /// Of the last record that was consumed; -1 when the client does not say.
    package var leaderEpoch: Int32
    package var metadata: String

    package init(offset: Int64, leaderEpoch: Int32 = -1, metadata: String = "") {
      self.offset = offset
      self.leaderEpoch = leaderEpoch
      self.metadata = metadata
    }
  }

  /// The commits for one topic.
  package struct Column: Sendable {
    package let topic: String
    /// By partition; -1 for one without a commit. Never ends with -1.
    package fileprivate(set) var offsets: [Int64]
    /// Only of commits that say more than an offset.
    fileprivate var details: [Int32: Detail] = [:]

    package subscript(partition: Int32) -> Commit? {
      guard offsets.indices.contains(Int(partition)), offsets[Int(partition)] >= 0 else { return nil }
      let detail = details[partition]
      return Commit(offset: offsets[Int(partition)], leaderEpoch: detail?.leaderEpoch ?? -1, metadata: detail?.metadata ?? "")
    }

    /// Every commit, by partition.
    package var commits: some Sequence<(partition: Int32, commit: Commit)> {
      (0..<Int32(clamping: offsets.count)).lazy.compactMap { partition in self[partition].map { (partition, $0) } }
    }
  }

  fileprivate struct Detail: Sendable {
    var leaderEpoch: Int32
    var metadata: String
  }

  package private(set) var columns: [Column] = []

  package init() {}

  package var isEmpty: Bool { columns.isEmpty }

  package subscript(topic: String) -> Column? {
    let index = position(of: topic)
    return isColumn(at: index, of: topic) ? columns[index] : nil
  }

  package subscript(topic: String, partition: Int32) -> Commit? { self[topic]?[partition] }

  /// - Parameter partition: of a topic that has it: a column is as long as its highest partition. A negative one changes nothing.
  package mutating func set(_ commit: Commit, topic: String, partition: Int32) {
    guard partition >= 0, commit.offset >= 0 else { return remove(topic: topic, partition: partition) }
    let index = insertColumn(for: topic)
    let missing = Int(partition) + 1 - columns[index].offsets.count
    if missing > 0 { columns[index].offsets.append(contentsOf: repeatElement(-1, count: missing)) }
    columns[index].offsets[Int(partition)] = commit.offset
    let saysMore = commit.leaderEpoch >= 0 || !commit.metadata.isEmpty
    columns[index].details[partition] = saysMore ? Detail(leaderEpoch: commit.leaderEpoch, metadata: commit.metadata) : nil
  }

  /// Replaces all commits for a topic.
  ///
  /// - Parameter offsets: by partition from 0; negative ones for partitions without a commit. Groups that are given the same array share its memory.
  package mutating func setColumn(_ offsets: [Int64], topic: String) {
    remove(topic: topic)
    guard let last = offsets.lastIndex(where: { $0 >= 0 }) else { return }
    let index = insertColumn(for: topic)
    columns[index].offsets = last == offsets.count - 1 ? offsets : Array(offsets[...last])
  }

  package mutating func remove(topic: String) {
    let index = position(of: topic)
    if isColumn(at: index, of: topic) { columns.remove(at: index) }
  }

  package mutating func remove(topic: String, partition: Int32) {
    let index = position(of: topic)
    guard isColumn(at: index, of: topic), columns[index].offsets.indices.contains(Int(partition)) else { return }
    columns[index].offsets[Int(partition)] = -1
    columns[index].details[partition] = nil
    guard let last = columns[index].offsets.lastIndex(where: { $0 >= 0 }) else {
      columns.remove(at: index)
      return
    }
    columns[index].offsets.removeSubrange((last + 1)...)
  }

  // MARK: - Finding columns

  /// Where the topic's column is, or would be.
  private func position(of topic: String) -> Int {
    var low = 0
    var high = columns.count
    while low < high {
      let middle = (low + high) / 2
      if columns[middle].topic < topic { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isColumn(at index: Int, of topic: String) -> Bool {
    index < columns.count && columns[index].topic == topic
  }

  private mutating func insertColumn(for topic: String) -> Int {
    let index = position(of: topic)
    if !isColumn(at: index, of: topic) { columns.insert(Column(topic: topic, offsets: []), at: index) }
    return index
  }
}
