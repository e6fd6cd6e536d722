import KafkaProtocol

/// One group's commits, as dense partition indices and offsets: ascending, no partition twice.
struct GroupCommits: Sendable {
  var id: String
  var errorCode = ErrorCode.none
  var partitions: [Int32] = []
  var offsets: [Int64] = []
  /// Commits for topics or partitions that the layout does not have.
  var elsewhere = 0
  /// Partitions that came with an error code.
  var failedPartitions = 0

  /// Brokers answer in the order of their hash tables. Of a partition that comes twice the last row counts.
  fileprivate mutating func sort() {
    guard !zip(partitions, partitions.dropFirst()).allSatisfy(<) else { return }
    // By partition and then by place, both in one number: much quicker than sorting places by what stands there.
    let keys = zip(partitions, 0...).map { Int64($0) << 32 | $1 }.sorted()
    let unsorted = offsets
    partitions.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    for (position, key) in keys.enumerated() {
      let partition = Int32(truncatingIfNeeded: key >> 32)
      if position + 1 < keys.count, keys[position + 1] >> 32 == Int64(partition) { continue }
      partitions.append(partition)
      offsets.append(unsorted[Int(key & 0xffff_ffff)])
    }
  }
}

extension GroupRecord {
  /// Takes commits in place of the last ones.
  mutating func commit(_ commits: GroupCommits, at now: Moment) {
    committedPartition = commits.partitions
    committedOffset = commits.offsets
    committed = now
  }
}

/// Reads an OffsetFetch answer straight into flat arrays, a group at a time.
struct CommitReading: OffsetFetchResponseVisitor {
  private let layout: TopicLayout
  private var current: GroupCommits
  private var topic: Int?
  private(set) var groups: [GroupCommits] = []

  /// - Parameter onlyGroup: the group that was asked for, in versions whose answer names none.
  init(layout: TopicLayout, onlyGroup: String = "") {
    self.layout = layout
    current = GroupCommits(id: onlyGroup)
  }

  mutating func begin(group: OffsetFetchResponse.Group) {
    current = GroupCommits(id: group.groupId)
  }

  mutating func begin(topic named: OffsetFetchResponse.Topic) {
    topic = layout.topicIndex(named: named.name)
  }

  mutating func visit(partition row: OffsetFetchResponse.Partition) {
    guard row.errorCode == .none else {
      current.failedPartitions += 1
      return
    }
    // -1: a partition that was asked for and has no commit.
    guard row.committedOffset >= 0 else { return }
    guard let topic, let index = layout.partitionIndex(topic: topic, partition: row.partitionIndex) else {
      current.elsewhere += 1
      return
    }
    current.partitions.append(Int32(truncatingIfNeeded: index))
    current.offsets.append(row.committedOffset)
  }

  mutating func end(topic named: OffsetFetchResponse.Topic) {
    topic = nil
  }

  mutating func end(group: OffsetFetchResponse.Group) {
    finish(group.errorCode)
  }

  /// Closes the current group with what its answer says of the whole.
  mutating func finish(_ code: ErrorCode) {
    current.errorCode = code
    current.sort()
    groups.append(current)
  }
}
