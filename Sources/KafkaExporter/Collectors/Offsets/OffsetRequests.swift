import KafkaProtocol

/// The ListOffsets requests for a set of partitions: one a leader, more where a leader has more partitions than fit in one.
struct OffsetRequests {
  struct Request: Sendable {
    let leader: Int32
    var message: ListOffsetsRequest
    /// Dense indices, ascending.
    var partitions: [Int32]
  }

  private(set) var all: [Request] = []

  /// - Parameters:
  ///   - partitions: dense indices, ascending, so that a topic's partitions stand together.
  ///   - leader: broker id by dense index; partitions without one are left out.
  ///   - limit: partitions in one request.
  init(for partitions: [Int32], at position: LogPosition, layout: TopicLayout, leader: [Int32], limit: Int) {
    var open: [Int32: Int] = [:]
    for index in partitions {
      let broker = leader[Int(index)]
      guard broker >= 0 else { continue }
      var slot = open[broker]
      if slot == nil || all[slot ?? 0].partitions.count >= max(1, limit) {
        let message = ListOffsetsRequest(replicaId: -1, isolationLevel: position.isolationLevel)
        all.append(Request(leader: broker, message: message, partitions: []))
        slot = all.count - 1
        open[broker] = slot
      }
      guard let slot else { continue }
      let topic = layout.topics[Int(layout.topicOfPartition[Int(index)])]
      let row = ListOffsetsRequest.Partition(
        partitionIndex: Int32(truncatingIfNeeded: Int(index) - topic.firstPartition), timestamp: position.timestamp)
      all[slot].add(row, of: topic.name)
      all[slot].partitions.append(index)
    }
  }
}

extension OffsetRequests.Request {
  fileprivate mutating func add(_ row: ListOffsetsRequest.Partition, of topic: String) {
    if let last = message.topics.indices.last, message.topics[last].name == topic {
      message.topics[last].partitions.append(row)
    } else {
      message.topics.append(.init(name: topic, partitions: [row]))
    }
  }
}
