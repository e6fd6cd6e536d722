package import KafkaProtocol

/// Which topics and partitions there are, and the dense index that every column uses.
///
/// Topics are sorted by the bytes of their names, and a topic's partitions follow one another: partition `p` of topic `t` has the index
/// `topics[t].firstPartition + p`. So walking the indices is walking the page in its order, and no pass over a column hashes anything.
/// A layout never changes; when Kafka's metadata does, a new one is made and the columns are carried over (`LayoutChange`).
package final class TopicLayout: Sendable {
  package struct Topic: Sendable, Equatable {
    package let name: String
    /// `.zero` from brokers older than 2.8, which know no topic ids.
    package let id: KafkaUUID
    package let isInternal: Bool
    /// Index of partition 0 in every column.
    package let firstPartition: Int
    package let partitionCount: Int

    package init(name: String, id: KafkaUUID, isInternal: Bool, firstPartition: Int, partitionCount: Int) {
      self.name = name
      self.id = id
      self.isInternal = isInternal
      self.firstPartition = firstPartition
      self.partitionCount = partitionCount
    }

    package var partitions: Range<Int> { firstPartition..<(firstPartition + partitionCount) }
  }

  /// Sorted by the UTF-8 bytes of the names.
  package let topics: [Topic]
  package let partitionCount: Int
  /// Topic index of every partition index.
  package let topicOfPartition: [Int32]
  private let indexByName: [String: Int]

  package static let empty = TopicLayout(topics: [])

  /// - Parameter topics: in any order; names must be unique (the last of two wins).
  package init(topics described: [(name: String, id: KafkaUUID, isInternal: Bool, partitionCount: Int)]) {
    var sorted: [Topic] = []
    sorted.reserveCapacity(described.count)
    var first = 0
    for topic in described.sorted(by: { utf8Precedes($0.name, $1.name) }) {
      sorted.append(
        Topic(name: topic.name, id: topic.id, isInternal: topic.isInternal, firstPartition: first, partitionCount: topic.partitionCount))
      first += topic.partitionCount
    }
    topics = sorted
    partitionCount = first
    var owner: [Int32] = []
    owner.reserveCapacity(first)
    for (index, topic) in sorted.enumerated() {
      owner.append(contentsOf: repeatElement(Int32(truncatingIfNeeded: index), count: topic.partitionCount))
    }
    topicOfPartition = owner
    indexByName = Dictionary(sorted.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { $1 })
  }

  package func topicIndex(named name: String) -> Int? {
    indexByName[name]
  }

  /// The dense index of a partition, or nil where there is no such partition.
  package func partitionIndex(topic: Int, partition: Int32) -> Int? {
    guard topics.indices.contains(topic), partition >= 0, Int(partition) < topics[topic].partitionCount else { return nil }
    return topics[topic].firstPartition + Int(partition)
  }
}
