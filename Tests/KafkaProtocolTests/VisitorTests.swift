import FuzzSupport
import KafkaProtocol
import Testing

/// Responses handed over element by element are the same as whole ones.
struct VisitorTests {
  @Test(arguments: OffsetFetchResponse.validVersions)
  func offsetFetchHandsOverWhatTheWholeMessageHolds(version: Int16) throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<50 {
      let message = try #require(RandomMessages.make(OffsetFetchResponse.self, version: version, using: &generator))
      let bytes = try RandomMessages.encode(message, version: version)
      var reader = WireReader(bytes.span.rawBytes)
      var visitor = OffsetFetchRebuilder()
      var rebuilt = try OffsetFetchResponse.decode(from: &reader, version: version, visiting: &visitor)
      try reader.expectEnd("OffsetFetchResponse")
      #expect(rebuilt.topics.isEmpty && rebuilt.groups.isEmpty)
      rebuilt.topics = visitor.topics
      rebuilt.groups = visitor.groups
      #expect(rebuilt == message)
    }
  }

  @Test(arguments: ListOffsetsResponse.validVersions)
  func listOffsetsHandsOverWhatTheWholeMessageHolds(version: Int16) throws {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<50 {
      let message = try #require(RandomMessages.make(ListOffsetsResponse.self, version: version, using: &generator))
      let bytes = try RandomMessages.encode(message, version: version)
      var reader = WireReader(bytes.span.rawBytes)
      var visitor = ListOffsetsRebuilder()
      var rebuilt = try ListOffsetsResponse.decode(from: &reader, version: version, visiting: &visitor)
      rebuilt.topics = visitor.topics
      #expect(rebuilt == message)
    }
  }

  @Test(arguments: MetadataResponse.validVersions)
  func metadataHandsOverWhatTheWholeMessageHolds(version: Int16) throws {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<50 {
      let message = try #require(RandomMessages.make(MetadataResponse.self, version: version, using: &generator))
      let bytes = try RandomMessages.encode(message, version: version)
      var reader = WireReader(bytes.span.rawBytes)
      var visitor = MetadataRebuilder()
      var rebuilt = try MetadataResponse.decode(from: &reader, version: version, visiting: &visitor)
      rebuilt.topics = visitor.topics
      #expect(rebuilt == message)
    }
  }

  @Test(arguments: OffsetFetchResponse.validVersions)
  func damagedBytesAreVisitedExactlyWhereTheyAreDecodedWhole(version: Int16) throws {
    var generator = SeededGenerator(seed: 10)
    for _ in 0..<10 {
      let message = try #require(RandomMessages.make(OffsetFetchResponse.self, version: version, using: &generator))
      let bytes = try RandomMessages.encode(message, version: version)
      for _ in 0..<100 {
        var damaged = bytes
        damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        var reader = WireReader(damaged.span.rawBytes)
        var visitor = OffsetFetchRebuilder()
        var rebuilt = try? OffsetFetchResponse.decode(from: &reader, version: version, visiting: &visitor)
        rebuilt?.topics = visitor.topics
        rebuilt?.groups = visitor.groups
        var whole = WireReader(damaged.span.rawBytes)
        let isSame = rebuilt == (try? OffsetFetchResponse.decode(from: &whole, version: version))
        #expect(isSame && reader.offset == whole.offset)
      }
    }
  }

  @Test func whatTheFieldsInFrontSayIsThereBeforeTheElements() throws {
    let message = OffsetFetchResponse(groups: [
      .init(groupId: "g", topics: [.init(name: "t", partitions: [.init(partitionIndex: 4)])], errorCode: .notCoordinator)
    ])
    let bytes = try RandomMessages.encode(message, version: 8)
    var visitor = OrderVisitor()
    var reader = WireReader(bytes.span.rawBytes)
    _ = try OffsetFetchResponse.decode(from: &reader, version: 8, visiting: &visitor)
    #expect(visitor.calls == ["begin group g NONE", "begin topic t", "partition 4", "end topic t", "end group g NOT_COORDINATOR"])
  }

  @Test func aWholeFrameCanBeVisited() throws {
    let response = OffsetFetchResponse(throttleTimeMs: 5, topics: [.init(name: "t", partitions: [.init(partitionIndex: 4)])])
    let frame = try Frame.encodeResponse(response, to: OffsetFetchRequest.self, version: 7, correlationID: 3)
    var visitor = OrderVisitor()
    let decoded = try Frame.decodeResponse(
      to: OffsetFetchRequest.self, version: 7, from: frame.span.rawBytes.extracting(4...)
    ) { reader throws(WireError) in
      try OffsetFetchResponse.decode(from: &reader, version: 7, visiting: &visitor)
    }
    #expect(decoded.correlationID == 3)
    #expect(decoded.response == OffsetFetchResponse(throttleTimeMs: 5))
    #expect(visitor.calls == ["begin topic t", "partition 4", "end topic t"])
  }

  @Test func aVisitorCanStopTheReading() throws {
    let bytes = try RandomMessages.encode(OffsetFetchResponse(groups: [.init(groupId: "g")]), version: 8)
    var visitor = OrderVisitor(limit: 1)
    var reader = WireReader(bytes.span.rawBytes)
    #expect(throws: WireError.self) { try OffsetFetchResponse.decode(from: &reader, version: 8, visiting: &visitor) }
    #expect(visitor.calls == ["begin group g NONE"])
  }
}

private struct OffsetFetchRebuilder: OffsetFetchResponseVisitor {
  var topics: [OffsetFetchResponse.Topic] = []
  var groups: [OffsetFetchResponse.Group] = []
  private var partitions: [OffsetFetchResponse.Partition] = []

  mutating func begin(topic: OffsetFetchResponse.Topic) { partitions = [] }
  mutating func begin(group: OffsetFetchResponse.Group) { topics = [] }
  mutating func visit(partition: OffsetFetchResponse.Partition) { partitions.append(partition) }

  mutating func end(topic: OffsetFetchResponse.Topic) {
    topics.append(topic)
    topics[topics.count - 1].partitions = partitions
  }

  mutating func end(group: OffsetFetchResponse.Group) {
    groups.append(group)
    groups[groups.count - 1].topics = topics
    topics = []
  }
}

private struct ListOffsetsRebuilder: ListOffsetsResponseVisitor {
  var topics: [ListOffsetsResponse.Topic] = []
  private var partitions: [ListOffsetsResponse.Partition] = []

  mutating func begin(topic: ListOffsetsResponse.Topic) { partitions = [] }
  mutating func visit(partition: ListOffsetsResponse.Partition) { partitions.append(partition) }

  mutating func end(topic: ListOffsetsResponse.Topic) {
    topics.append(topic)
    topics[topics.count - 1].partitions = partitions
  }
}

private struct MetadataRebuilder: MetadataResponseVisitor {
  var topics: [MetadataResponse.Topic] = []
  private var partitions: [MetadataResponse.Partition] = []

  mutating func begin(topic: MetadataResponse.Topic) { partitions = [] }
  mutating func visit(partition: MetadataResponse.Partition) { partitions.append(partition) }

  mutating func end(topic: MetadataResponse.Topic) {
    topics.append(topic)
    topics[topics.count - 1].partitions = partitions
  }
}

private struct OrderVisitor: OffsetFetchResponseVisitor {
  var calls: [String] = []
  var limit = Int.max

  private mutating func note(_ call: String) throws(WireError) {
    calls.append(call)
    if calls.count >= limit { throw WireError("stopped", offset: 0, .unexpectedNull) }
  }

  mutating func begin(topic: OffsetFetchResponse.Topic) throws(WireError) { try note("begin topic \(topic.name)") }
  mutating func end(topic: OffsetFetchResponse.Topic) throws(WireError) { try note("end topic \(topic.name)") }
  mutating func visit(partition: OffsetFetchResponse.Partition) throws(WireError) { try note("partition \(partition.partitionIndex)") }
  mutating func begin(group: OffsetFetchResponse.Group) throws(WireError) { try note("begin group \(group.groupId) \(group.errorCode)") }
  mutating func end(group: OffsetFetchResponse.Group) throws(WireError) { try note("end group \(group.groupId) \(group.errorCode)") }
}
