import KafkaClient
import KafkaProtocol

/// Topics and the health of their partitions, from one Metadata answer of any broker.
struct TopicCollector: Collector {
  static let name = "topics"

  var name: String { Self.name }
  let interval: Duration

  func collect(into state: inout ClusterState, _ poll: Poll) async -> CollectionReport {
    var report = CollectionReport()
    var request = MetadataRequest()
    // Names are all that can be asked for; where the filter is no list of names, all topics are asked for and the rest is dropped while it is read.
    request.topics = poll.settings.topics.filter.literalNames.map { names in
      names.map { MetadataRequest.Topic(name: $0) }
    }
    request.allowAutoTopicCreation = false
    do throws(KafkaClientError) {
      let metadata = try await poll.client.send(
        request, to: .any, versions: MetadataRequest.usable, deadline: poll.deadline
      ) { [settings = poll.settings] reader, version throws(WireError) in
        var reading = MetadataReading(settings: settings)
        _ = try MetadataResponse.decode(from: &reader, version: version, visiting: &reading)
        return reading
      }
      for (topic, code) in metadata.failures {
        switch code {
        case .topicAuthorizationFailed: report.miss(.topic, .unauthorized)
        // A topic that was named in the filter and does not exist is not there: nothing is missing.
        case .unknownTopicOrPartition: break
        default:
          report.miss(.topic, .error)
          report.fail("topic \(topic): \(code.name)")
        }
      }
      state.take(metadata, at: poll.now, &report)
    } catch {
      report.fail(error)
    }
    return report
  }
}

/// What a Metadata answer says of the topics that are wanted, read straight into columns.
struct MetadataReading: MetadataResponseVisitor {
  struct Topic {
    let name: String
    let id: KafkaUUID
    let isInternal: Bool
    /// Rows of the columns below, in the answer's order.
    var rows: Range<Int>
  }

  private let settings: ClusterConfiguration
  private var isWanted = false
  private(set) var topics: [Topic] = []
  private(set) var failures: [(topic: String, code: ErrorCode)] = []
  private(set) var partition: [Int32] = []
  private(set) var rows = PartitionColumns(count: 0)
  /// Replicas by broker id.
  private(set) var replicasOfBroker: [Int32: Int] = [:]

  init(settings: ClusterConfiguration) {
    self.settings = settings
  }

  mutating func begin(topic: MetadataResponse.Topic) {
    isWanted = topic.errorCode == .none && settings.topics.admits(topic.name ?? "", isInternal: topic.isInternal)
    if topic.errorCode != .none { failures.append((topic.name ?? "", topic.errorCode)) }
    guard isWanted, let name = topic.name else { return }
    topics.append(Topic(name: name, id: topic.topicId, isInternal: topic.isInternal, rows: partition.count..<partition.count))
  }

  mutating func visit(partition row: MetadataResponse.Partition) {
    guard isWanted else { return }
    partition.append(row.partitionIndex)
    rows.leader.append(row.leaderId)
    rows.leaderEpoch.append(row.leaderEpoch)
    rows.preferredLeader.append(row.replicaNodes.first ?? -1)
    rows.replicas.append(UInt16(clamping: row.replicaNodes.count))
    rows.inSyncReplicas.append(UInt16(clamping: row.isrNodes.count))
    rows.offlineReplicas.append(UInt16(clamping: row.offlineReplicas.count))
    for broker in row.replicaNodes { replicasOfBroker[broker, default: 0] += 1 }
  }

  mutating func end(topic: MetadataResponse.Topic) {
    guard isWanted, let last = topics.indices.last else { return }
    topics[last].rows = topics[last].rows.lowerBound..<partition.count
  }
}
