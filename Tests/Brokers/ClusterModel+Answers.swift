import KafkaProtocol
import Transport

/// What a broker of the model answers.
extension ClusterModel {
  func answer(_ request: DescribeClusterRequest) -> DescribeClusterResponse {
    DescribeClusterResponse(
      clusterId: clusterID, controllerId: controller,
      brokers: brokers.sorted { $0.key < $1.key }.map { .init(brokerId: $0.key, host: $0.value.host, port: Int32($0.value.port)) })
  }

  func answer(_ request: DescribeQuorumRequest) -> DescribeQuorumResponse {
    DescribeQuorumResponse(topics: [
      .init(topicName: "__cluster_metadata", partitions: [.init(partitionIndex: 0, leaderId: controller, leaderEpoch: 1)])
    ])
  }

  func answer(_ request: MetadataRequest, version: Int16) -> MetadataResponse {
    // Version 0 says "all topics" with an empty list; nobody here speaks that.
    let names = request.topics.map { $0.compactMap(\.name) } ?? topics.keys.sorted()
    return MetadataResponse(
      brokers: brokers.sorted { $0.key < $1.key }.map { .init(nodeId: $0.key, host: $0.value.host, port: Int32($0.value.port)) },
      clusterId: clusterID, controllerId: controller,
      topics: names.map { name in
        guard let topic = topics[name] else { return .init(errorCode: .unknownTopicOrPartition, name: name) }
        return .init(
          name: name, topicId: version >= 10 ? topic.id : .zero,
          partitions: topic.partitions.enumerated().map { index, partition in
            .init(
              errorCode: partition.leader < 0 ? .leaderNotAvailable : .none, partitionIndex: Int32(index), leaderId: partition.leader,
              leaderEpoch: partition.leaderEpoch, replicaNodes: partition.replicas, isrNodes: partition.inSync,
              offlineReplicas: partition.replicas.filter { brokers[$0] == nil })
          })
      })
  }

  func answer(_ request: ListGroupsRequest, of broker: Int32) -> ListGroupsResponse {
    let own = groups.filter { $0.value.coordinator == broker }.sorted { $0.key < $1.key }
    return ListGroupsResponse(
      groups: own.map { .init(groupId: $0.key, protocolType: "consumer", groupState: $0.value.state, groupType: $0.value.type) })
  }

  func answer(_ request: DescribeGroupsRequest, of broker: Int32) throws(WireError) -> DescribeGroupsResponse {
    var answer = DescribeGroupsResponse()
    for id in request.groups {
      guard let group = groups[id], group.coordinator == broker, group.type == "classic" else {
        answer.groups.append(.init(errorCode: groups[id] == nil ? .groupIdNotFound : .notCoordinator, groupId: id))
        continue
      }
      let subscription = try ConsumerProtocolSubscription(topics: ["orders"]).encodePrefixed(version: 1)
      let assignment = try ConsumerProtocolAssignment(assignedPartitions: [.init(topic: "orders", partitions: Array(0..<6))])
        .encodePrefixed(version: 1)
      answer.groups.append(
        .init(
          groupId: id, groupState: group.state, protocolType: "consumer", protocolData: "range",
          members: group.members.map {
            .init(memberId: $0, clientId: "client", clientHost: "/127.0.0.1", memberMetadata: subscription, memberAssignment: assignment)
          }))
    }
    return answer
  }

  func answer(_ request: ConsumerGroupDescribeRequest, of broker: Int32) -> ConsumerGroupDescribeResponse {
    ConsumerGroupDescribeResponse(
      groups: request.groupIds.map { id in
        guard let group = groups[id], group.coordinator == broker, group.type == "consumer" else {
          return .init(errorCode: groups[id] == nil ? .groupIdNotFound : .notCoordinator, groupId: id)
        }
        return .init(
          groupId: id, groupState: group.state, groupEpoch: 5, assignmentEpoch: 5, assignorName: "uniform",
          members: group.members.map {
            .init(
              memberId: $0, clientId: "client", clientHost: "/127.0.0.1", subscribedTopicNames: ["orders"],
              assignment: .init(topicPartitions: [
                .init(topicId: topics["orders"]?.id ?? .zero, topicName: "orders", partitions: Array(0..<6))
              ]))
          })
      })
  }

  func answer(_ request: OffsetFetchRequest, of broker: Int32, version: Int16) -> OffsetFetchResponse {
    guard version >= 8 else {
      let (code, topics) = commits(of: request.groupId, at: broker)
      return OffsetFetchResponse(topics: topics, errorCode: code)
    }
    return OffsetFetchResponse(
      groups: request.groups.map { group in
        let (code, topics) = commits(of: group.groupId, at: broker)
        return .init(
          groupId: group.groupId,
          topics: topics.map { topic in
            .init(
              name: topic.name,
              partitions: topic.partitions.map { .init(partitionIndex: $0.partitionIndex, committedOffset: $0.committedOffset) })
          }, errorCode: code)
      })
  }

  private func commits(of id: String, at broker: Int32) -> (ErrorCode, [OffsetFetchResponse.Topic]) {
    // A coordinator answers for a group it never heard of as for one without commits.
    guard let group = groups[id] else { return (.none, []) }
    guard group.coordinator == broker else { return (.notCoordinator, []) }
    let topics = group.commits.sorted { $0.key < $1.key }.map { name, commits in
      OffsetFetchResponse.Topic(
        name: name, partitions: commits.sorted { $0.key < $1.key }.map { .init(partitionIndex: $0.key, committedOffset: $0.value) })
    }
    return (.none, topics)
  }

  func answer(_ request: ListOffsetsRequest, of broker: Int32) -> ListOffsetsResponse {
    ListOffsetsResponse(
      topics: request.topics.map { topic in
        .init(
          name: topic.name,
          partitions: topic.partitions.map { row in
            guard let known = topics[topic.name], known.partitions.indices.contains(Int(row.partitionIndex)) else {
              return .init(partitionIndex: row.partitionIndex, errorCode: .unknownTopicOrPartition)
            }
            let partition = known.partitions[Int(row.partitionIndex)]
            guard partition.leader == broker else { return .init(partitionIndex: row.partitionIndex, errorCode: .notLeaderOrFollower) }
            return .init(partitionIndex: row.partitionIndex, offset: row.timestamp == -2 ? partition.start : partition.end)
          })
      })
  }

  func answer(_ request: DescribeConfigsRequest) -> DescribeConfigsResponse {
    DescribeConfigsResponse(
      results: request.resources.map { resource in
        guard topics[resource.resourceName] != nil else {
          return .init(
            errorCode: .unknownTopicOrPartition, resourceType: resource.resourceType, resourceName: resource.resourceName)
        }
        return .init(
          resourceType: resource.resourceType, resourceName: resource.resourceName,
          configs: [.init(name: "min.insync.replicas", value: "2"), .init(name: "retention.ms", value: "604800000")])
      })
  }

  func answer(_ request: FindCoordinatorRequest, version: Int16) -> FindCoordinatorResponse {
    let found = (version >= 4 ? request.coordinatorKeys : [request.key]).map { key -> FindCoordinatorResponse.Coordinator in
      guard let id = groups[key]?.coordinator, let address = brokers[id] else {
        return .init(key: key, nodeId: -1, port: -1, errorCode: .coordinatorNotAvailable)
      }
      return .init(key: key, nodeId: id, host: address.host, port: Int32(address.port))
    }
    guard version < 4, let one = found.first else { return FindCoordinatorResponse(coordinators: found) }
    return FindCoordinatorResponse(errorCode: one.errorCode, nodeId: one.nodeId, host: one.host, port: one.port)
  }
}
