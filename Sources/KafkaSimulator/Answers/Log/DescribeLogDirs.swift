import KafkaProtocol

extension SimulatedCluster {
  /// The broker's directory with the replicas in it. Replicas are all as large as the leader's, and none is behind.
  func answer(_ request: DescribeLogDirsRequest, _ context: RequestContext) -> DescribeLogDirsResponse {
    guard let directory = brokers[context.broker]?.logDirectory else { return DescribeLogDirsResponse() }
    let sizes = topics.mapValues { topic in topic.partitions.map { $0.replicas.contains(context.broker) ? topic.size(of: $0) : nil } }
    // A scenario may describe more than 64 bits count.
    let used = sizes.values.reduce(Int128(0)) { $1.reduce($0) { $0 + Int128($1 ?? 0) } }
    let wanted: [String: Set<Int32>?] =
      request.topics.map { asked in Dictionary(asked.map { ($0.topic, Set($0.partitions)) }, uniquingKeysWith: { $0.union($1) }) }
      ?? topics.mapValues { _ in nil }
    var result = DescribeLogDirsResponse.Result(
      logDir: directory.path, totalBytes: directory.totalBytes, usableBytes: Int64(clamping: max(Int128(directory.totalBytes) - used, 0)))
    for (name, indices) in wanted.sorted(by: { $0.key < $1.key }) {
      let rows = (sizes[name] ?? []).enumerated().compactMap { index, size -> DescribeLogDirsResponse.Partition? in
        guard let size, indices?.contains(Int32(clamping: index)) ?? true else { return nil }
        return .init(partitionIndex: Int32(clamping: index), partitionSize: size)
      }
      if !rows.isEmpty { result.topics.append(.init(name: name, partitions: rows)) }
    }
    return DescribeLogDirsResponse(results: [result])
  }
}
