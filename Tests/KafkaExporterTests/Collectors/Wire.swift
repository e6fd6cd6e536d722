import KafkaProtocol
import Transport

@testable import KafkaExporter

/// Answers as they come from a broker: encoded with the messages' own code, read by the collectors' readings.
enum Wire {
  static func bytes(_ message: some KafkaMessage, version: Int16) throws -> [UInt8] {
    var writer = WireWriter()
    try message.encode(to: &writer, version: version)
    return writer.bytes
  }

  static func reading(_ answer: MetadataResponse, version: Int16 = 12, settings: ClusterConfiguration = .plain) throws -> MetadataReading {
    let bytes = try bytes(answer, version: version)
    var reader = WireReader(bytes.span.rawBytes)
    return try MetadataReading.decode(from: &reader, version: version, settings: settings)
  }

  static func commits(_ answer: OffsetFetchResponse, version: Int16 = 8, layout: TopicLayout, onlyGroup: String = "") throws
    -> CommitReading
  {
    let bytes = try bytes(answer, version: version)
    var reader = WireReader(bytes.span.rawBytes)
    var reading = CommitReading(layout: layout, onlyGroup: onlyGroup)
    let rest = try OffsetFetchResponse.decode(from: &reader, version: version, visiting: &reading)
    if version < 8 { reading.finish(rest.errorCode) }
    return reading
  }

  static func offsets(_ answer: ListOffsetsResponse, layout: TopicLayout) throws -> OffsetReading {
    let bytes = try bytes(answer, version: 7)
    var reader = WireReader(bytes.span.rawBytes)
    var reading = OffsetReading(layout: layout, expecting: 0)
    _ = try ListOffsetsResponse.decode(from: &reader, version: 7, visiting: &reading)
    return reading
  }
}

extension ClusterConfiguration {
  static let plain = ClusterConfiguration(bootstrap: [])
}

extension Moment {
  static func seconds(_ seconds: Double) -> Moment { Moment(milliseconds: Int64(seconds * 1000)) }
}

extension KafkaUUID {
  static func number(_ number: UInt64) -> KafkaUUID { KafkaUUID(high: 1, low: number) }
}

extension TopicLayout {
  /// Topics by name with their counts of partitions; ids are numbered in the order given.
  static func of(_ topics: (String, Int)...) -> TopicLayout {
    TopicLayout(topics: topics.enumerated().map { ($1.0, .number(UInt64($0)), false, $1.1) })
  }
}

extension MetadataResponse.Topic {
  /// A topic on brokers 1, 2 and 3, its partitions led by them in turn.
  static func of(_ name: String, id: KafkaUUID = .zero, isInternal: Bool = false, partitions: [Int32]) -> Self {
    Self(
      name: name, topicId: id, isInternal: isInternal,
      partitions: partitions.map { number in
        MetadataResponse.Partition(
          partitionIndex: number, leaderId: 1 + abs(number % 3), leaderEpoch: 5, replicaNodes: [1, 2, 3], isrNodes: [1, 2],
          offlineReplicas: [3])
      })
  }

  static func of(_ name: String, id: KafkaUUID = .zero, isInternal: Bool = false, count: Int) -> Self {
    of(name, id: id, isInternal: isInternal, partitions: (0..<count).map { Int32($0) })
  }
}

extension MetadataResponse {
  static func of(_ topics: [Topic]) -> Self {
    Self(brokers: (1...3).map { Broker(nodeId: $0, host: "kafka-\($0)", port: 9092) }, controllerId: 1, topics: topics)
  }
}

extension ClusterState {
  /// Takes a metadata answer as the topic collector does.
  @discardableResult
  mutating func take(_ topics: [MetadataResponse.Topic], at now: Moment = .seconds(1)) throws -> CollectionReport {
    var report = CollectionReport()
    take(try Wire.reading(.of(topics)), at: now, patience: .seconds(70), &report)
    return report
  }
}
