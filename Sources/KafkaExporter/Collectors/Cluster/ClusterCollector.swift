import KafkaClient
import KafkaProtocol
import Transport

/// The cluster's id, its brokers and its controller.
///
/// Brokers come from DescribeCluster (KIP-700); those older than Kafka 2.8 tell the same in a metadata answer without topics. The controller of a KRaft
/// cluster is the leader of its quorum (DescribeQuorum, KIP-595): in other answers a KRaft broker names any live broker instead.
struct ClusterCollector: Collector {
  static let name = "cluster"

  var name: String { Self.name }
  let interval: Duration

  private struct Description {
    var clusterID: String?
    var controller: Int32
    var brokers: [(id: Int32, host: String, port: Int32, rack: String?)]
  }

  func collect(into state: inout ClusterState, _ poll: Poll) async -> CollectionReport {
    var report = CollectionReport()
    do throws(KafkaClientError) {
      let cluster = try await describe(poll, &report)
      guard !cluster.brokers.isEmpty else {
        report.fail("the broker that was asked knows no brokers")
        return report
      }
      let now = poll.now
      state.clusterID = cluster.clusterID
      for broker in cluster.brokers {
        state.brokers[broker.id] = .init(host: broker.host, port: broker.port, rack: broker.rack, seen: now)
      }
      state.brokersObserved = now
      state.brokers = state.brokers.filter { id, broker in
        state.holdsReplicas(id) || now.seconds(since: broker.seen) <= (interval + poll.settings.staleAfter).inSeconds
      }
      await poll.client.setBrokers(
        cluster.brokers.compactMap { broker in
          guard let address = try? HostPort(host: broker.host, port: Int(broker.port)) else {
            report.fail("broker \(broker.id) advertises \(broker.host):\(broker.port), which is no address")
            return nil
          }
          return BrokerAddress(id: broker.id, address: address)
        })
      switch await controller(of: cluster, poll, &report) {
      case .success(let controller):
        state.controller = controller
        state.controllerObserved = poll.now
      case .failure(let missing):
        // What was known is stale or expired, and the snapshot counts it so.
        if state.controllerObserved == nil { report.miss(.controller, missing.reason) }
      }
    } catch {
      report.fail(error)
    }
    return report
  }

  private func describe(_ poll: Poll, _ report: inout CollectionReport) async throws(KafkaClientError) -> Description {
    do throws(KafkaClientError) {
      let answer = try await poll.client.send(DescribeClusterRequest(), to: .any, deadline: poll.deadline)
      if answer.errorCode == .none {
        return Description(
          clusterID: answer.clusterId, controller: answer.controllerId,
          brokers: answer.brokers.map { ($0.brokerId, $0.host, $0.port, $0.rack) })
      }
      report.fail("DescribeCluster: \(answer.errorCode.name)")
    } catch  where error.reason == .unsupported {
    }
    let request = MetadataRequest(topics: [], allowAutoTopicCreation: false)
    let answer = try await poll.client.send(request, to: .any, versions: MetadataRequest.usable, deadline: poll.deadline)
    return Description(
      clusterID: answer.clusterId, controller: answer.controllerId,
      brokers: answer.brokers.map { ($0.nodeId, $0.host, $0.port, $0.rack) })
  }

  /// Why nobody told who the controller is.
  private struct Untold: Error {
    let reason: MissingReason
  }

  /// - Returns: the controller's id, nil where there is none now.
  private func controller(of cluster: Description, _ poll: Poll, _ report: inout CollectionReport) async -> Result<Int32?, Untold> {
    let request = DescribeQuorumRequest(topics: [.init(topicName: "__cluster_metadata", partitions: [.init(partitionIndex: 0)])])
    do throws(KafkaClientError) {
      let answer = try await poll.client.send(request, to: .any, deadline: poll.deadline)
      let partition = answer.topics.first?.partitions.first
      switch answer.errorCode == .none ? partition?.errorCode : answer.errorCode {
      case ErrorCode.none:
        return .success(partition.flatMap { $0.leaderId >= 0 ? $0.leaderId : nil })
      case ErrorCode.clusterAuthorizationFailed:
        return .failure(Untold(reason: .unauthorized))
      case let code:
        report.fail("DescribeQuorum: \(code?.name ?? "an answer without the partition asked for")")
        return .failure(Untold(reason: .error))
      }
    } catch  where error.reason == .unsupported {
      // With ZooKeeper there is no quorum, and the controller is the one the brokers name.
      return .success(cluster.controller >= 0 ? cluster.controller : nil)
    } catch {
      report.fail(error)
      return .failure(Untold(reason: MissingReason(error)))
    }
  }
}
