import KafkaProtocol
import Testing

@testable import KafkaSimulator

/// A cluster without sockets whose topic's partition 0 is led by broker 1, and what a client asks it.
struct LogFixture {
  let cluster: SimulatedCluster
  let topic: Topic

  init(partitions: Int = 1, configuration: [String: String] = [:]) throws {
    cluster = SimulatedCluster(brokers: (1...3).map { Broker(id: $0) }, startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    topic = try cluster.createTopic("orders", replicas: Array(repeating: [1, 2], count: partitions), configuration: configuration)
  }

  var partition: Partition { topic.partitions[0] }

  /// A batch as a producer sends it: records with the times given, the key and value of each its index.
  static func batch(
    times: [Int64], attributes: RecordBatchAttributes = .init(), producer: Int64 = -1, epoch: Int16 = -1, sequence: Int32 = -1
  ) throws -> [UInt8] {
    let records = times.enumerated().map { index, time in
      Record(offset: Int64(index), timestamp: time, key: Array("\(index)".utf8), value: Array("\(index)".utf8))
    }
    return try RecordBatch.encode(records, attributes: attributes, producerID: producer, producerEpoch: epoch, baseSequence: sequence)
  }

  func produce(
    _ records: [UInt8]?, acks: Int16 = -1, broker: Int32 = 1, partition: Int32 = 0, version: Int16 = 12, client: String? = nil,
    topic name: String = "orders"
  ) throws -> ProduceResponse.PartitionProduce {
    let request = ProduceRequest(acks: acks, topicData: [.init(name: name, partitionData: [.init(index: partition, records: records)])])
    let answer = cluster.answer(request, RequestContext(broker: broker, version: version, clientID: client))
    return try #require(answer?.responses.first?.partitionResponses.first)
  }

  func listOffset(
    _ timestamp: Int64, broker: Int32 = 1, epoch: Int32 = -1, partition: Int32 = 0, version: Int16 = 11, replica: Int32 = -1,
    topic name: String = "orders"
  ) throws -> ListOffsetsResponse.Partition {
    let row = ListOffsetsRequest.Partition(partitionIndex: partition, currentLeaderEpoch: epoch, timestamp: timestamp)
    let request = ListOffsetsRequest(replicaId: replica, topics: [.init(name: name, partitions: [row])])
    return try #require(cluster.answer(request, RequestContext(broker: broker, version: version)).topics.first?.partitions.first)
  }

  func fetch(
    from offset: Int64, broker: Int32 = 1, version: Int16 = 12, partition: FetchRequest.Partition? = nil, isolation: Int8 = 0
  ) async throws -> FetchResponse.PartitionData {
    let partition = partition ?? .init(partition: 0, fetchOffset: offset, partitionMaxBytes: 1 << 20)
    var request = FetchRequest(isolationLevel: isolation, topics: [.init(topic: "orders", partitions: [partition])])
    if version >= 13 { request.topics[0].topicId = topic.id }
    if version >= 13 { request.topics[0].topic = "" }
    let response = await cluster.answer(request, RequestContext(broker: broker, version: version))
    return try #require(response.responses.first?.partitions.first)
  }

  /// The records of an answer.
  static func records(_ bytes: [UInt8]?) throws -> [Record] {
    let bytes = bytes ?? []
    var reader = RecordBatchReader(bytes.span.rawBytes)
    var records: [Record] = []
    while let batch = try reader.next() { records += try batch.records() }
    return records
  }
}
