import KafkaProtocol

/// Takes the rows of every response that is handed over row by row, and keeps none.
struct RowCounter: MetadataResponseVisitor, ListOffsetsResponseVisitor, OffsetFetchResponseVisitor {
  private(set) var rows = 0

  mutating func begin(topic: MetadataResponse.Topic) {}
  mutating func end(topic: MetadataResponse.Topic) {}
  mutating func visit(partition: MetadataResponse.Partition) { rows += 1 }

  mutating func begin(topic: ListOffsetsResponse.Topic) {}
  mutating func end(topic: ListOffsetsResponse.Topic) {}
  mutating func visit(partition: ListOffsetsResponse.Partition) { rows += 1 }

  mutating func begin(group: OffsetFetchResponse.Group) {}
  mutating func end(group: OffsetFetchResponse.Group) {}
  mutating func begin(topic: OffsetFetchResponse.Topic) {}
  mutating func end(topic: OffsetFetchResponse.Topic) {}
  mutating func visit(partition: OffsetFetchResponse.Partition) { rows += 1 }
}
