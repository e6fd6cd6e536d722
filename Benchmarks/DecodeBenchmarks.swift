import KafkaProtocol
import TestSnapshots

/// Reading the commits of the big cluster, all in one OffsetFetch answer: into flat arrays, as the exporter does, and as a tree of values.
let decodeBenchmarks = [
  Benchmark(name: "decode", unit: "ms", aim: .atMost(10)) {
    try measureDecoding { reader, version throws(WireError) in
      var commits = FlatCommits()
      _ = try OffsetFetchResponse.decode(from: &reader, version: version, visiting: &commits)
      return commits.offsets.count
    }
  },
  Benchmark(name: "decode-tree", unit: "ms", aim: nil) {
    try measureDecoding { reader, version throws(WireError) in
      try OffsetFetchResponse.decode(from: &reader, version: version).groups.reduce(0) { sum, group in
        group.topics.reduce(sum) { $0 + $1.partitions.count }
      }
    }
  },
]

/// - Parameter decode: gives back the rows that it read.
private func measureDecoding(_ decode: (inout WireReader, Int16) throws(WireError) -> Int) throws -> Benchmark.Measurement {
  let version: Int16 = 9
  let frame = try Frame.encodeResponse(answer(of: .big), to: OffsetFetchRequest.self, version: version, correlationID: 1)
  let bytes = Array(frame.dropFirst(4))
  var rows = 0
  var failure: WireError?
  let seconds = fastest(of: 20) {
    do throws(WireError) {
      rows = try unsafe Frame.decodeResponse(to: OffsetFetchRequest.self, version: version, from: bytes.span.bytes) {
        reader throws(WireError) in
        try decode(&reader, version)
      }.response
    } catch {
      failure = error
    }
  }
  if let failure { throw failure }
  var copied: [UInt8] = []
  let copying = fastest(of: 20) { unsafe bytes.withUnsafeBytes { copied = unsafe Array($0) } }
  precondition(copied.count == bytes.count)
  return Benchmark.Measurement(
    value: seconds * 1000, ratio: copying / seconds, comparedWith: "memcpy", note: "\(rows) partitions in \(bytes.count) bytes")
}

private func answer(of cluster: SyntheticCluster) -> OffsetFetchResponse {
  OffsetFetchResponse(
    groups: (0..<cluster.groups).map { group in
      let topics = (0..<cluster.commitsPerGroup / cluster.partitionsPerTopic).map { topic in
        OffsetFetchResponse.Topic(
          name: "payments.orders.events-\(1000 + (group + topic) % cluster.topics)",
          partitions: (0..<cluster.partitionsPerTopic).map { partition in
            .init(partitionIndex: Int32(partition), committedOffset: 1_234_567_890 + Int64(group * partition), committedLeaderEpoch: 7)
          })
      }
      return .init(groupId: "payments-service-\(1000 + group)", topics: topics)
    })
}

private struct FlatCommits: OffsetFetchResponseVisitor {
  private(set) var groups: [(id: String, firstRow: Int)] = []
  private(set) var topics: [(name: String, firstRow: Int)] = []
  private(set) var partitions: [Int32] = []
  private(set) var offsets: [Int64] = []

  mutating func begin(group: OffsetFetchResponse.Group) { groups.append((group.groupId, offsets.count)) }
  mutating func end(group: OffsetFetchResponse.Group) {}
  mutating func begin(topic: OffsetFetchResponse.Topic) { topics.append((topic.name, offsets.count)) }
  mutating func end(topic: OffsetFetchResponse.Topic) {}

  mutating func visit(partition: OffsetFetchResponse.Partition) {
    partitions.append(partition.partitionIndex)
    offsets.append(partition.committedOffset)
  }
}
