import KafkaProtocol

/// What a ListOffsets answer says, read straight into flat arrays. Partitions that are not in the layout, or have no offset, are in none of them.
struct OffsetReading: ListOffsetsResponseVisitor, Sendable {
  struct Failure: Sendable {
    let partition: Int32
    let code: ErrorCode
  }

  private let layout: TopicLayout
  private var topic: Int?
  private(set) var partitions: [Int32] = []
  private(set) var offsets: [Int64] = []
  private(set) var failures: [Failure] = []

  init(layout: TopicLayout, expecting count: Int) {
    self.layout = layout
    partitions.reserveCapacity(count)
    offsets.reserveCapacity(count)
  }

  mutating func begin(topic name: ListOffsetsResponse.Topic) {
    topic = layout.topicIndex(named: name.name)
  }

  mutating func visit(partition row: ListOffsetsResponse.Partition) {
    guard let topic, let index = layout.partitionIndex(topic: topic, partition: row.partitionIndex) else { return }
    let partition = Int32(truncatingIfNeeded: index)
    if row.errorCode == .none, row.offset >= 0 {
      partitions.append(partition)
      offsets.append(row.offset)
    } else if row.errorCode != .none {
      failures.append(Failure(partition: partition, code: row.errorCode))
    }
  }

  mutating func end(topic name: ListOffsetsResponse.Topic) {
    topic = nil
  }

  /// Those of the partitions that the answer says nothing of.
  func leftOut(of asked: [Int32]) -> [Int32] {
    guard partitions.count + failures.count < asked.count else { return [] }
    let told = Set(partitions).union(failures.map(\.partition))
    return asked.filter { !told.contains($0) }
  }

  func write(to column: inout OffsetColumn, at moment: Moment) {
    for (index, offset) in zip(partitions, offsets) {
      column.offsets[Int(index)] = offset
      column.observed[Int(index)] = moment
    }
  }
}
