import KafkaClient
import KafkaProtocol

/// Groups of one type at one coordinator, described with one request.
struct GroupDescriptionBatch: Sendable {
  struct Key: Hashable, Sendable {
    let coordinator: Int32
    let type: GroupType
  }

  typealias Described = [(id: String, description: Result<GroupDescription, GroupRefusal>)]

  let key: Key
  let groups: [String]

  func run(_ poll: Poll, _ layout: TopicLayout) async -> Result<Described, KafkaClientError> {
    do throws(KafkaClientError) {
      switch key.type {
      case .classic: return .success(try await classic(poll, layout))
      case .consumer: return .success(try await consumer(poll, layout))
      case .share: return .success(try await share(poll, layout))
      case .streams: return .success(try await streams(poll, layout))
      // A type this code does not know has a state, from the listing, and no members that could be told.
      default: return .success([])
      }
    } catch {
      return .failure(error)
    }
  }

  private func classic(_ poll: Poll, _ layout: TopicLayout) async throws(KafkaClientError) -> Described {
    let request = DescribeGroupsRequest(groups: groups)
    let answer = try await poll.client.send(request, to: .broker(key.coordinator), deadline: poll.deadline)
    return answer.groups.map { group in
      guard group.errorCode == .none else { return (group.groupId, .failure(GroupRefusal(code: group.errorCode))) }
      var description = GroupDescription(state: group.groupState, protocolName: group.protocolData)
      for member in group.members {
        // Other protocol types (`connect`) carry bytes of their own.
        let bytes = group.protocolType == "consumer" ? ConsumerProtocolBytes(member) : ConsumerProtocolBytes()
        description.add(
          GroupMember(memberID: member.memberId, clientID: member.clientId, host: member.clientHost, instanceID: member.groupInstanceId),
          assigned: bytes.assignment.map { ($0.topic, $0.partitions) }, subscribed: bytes.subscription, in: layout)
      }
      return (group.groupId, .success(description))
    }
  }

  private func consumer(_ poll: Poll, _ layout: TopicLayout) async throws(KafkaClientError) -> Described {
    let request = ConsumerGroupDescribeRequest(groupIds: groups)
    let answer = try await poll.client.send(request, to: .broker(key.coordinator), deadline: poll.deadline)
    return answer.groups.map { group in
      guard group.errorCode == .none else { return (group.groupId, .failure(GroupRefusal(code: group.errorCode))) }
      var description = GroupDescription(state: group.groupState, protocolName: group.assignorName, epoch: Int(group.groupEpoch))
      for member in group.members {
        description.add(
          GroupMember(memberID: member.memberId, clientID: member.clientId, host: member.clientHost, instanceID: member.instanceId),
          assigned: member.assignment.topicPartitions.map { ($0.topicName, $0.partitions) }, subscribed: member.subscribedTopicNames,
          in: layout)
      }
      return (group.groupId, .success(description))
    }
  }

  private func share(_ poll: Poll, _ layout: TopicLayout) async throws(KafkaClientError) -> Described {
    let request = ShareGroupDescribeRequest(groupIds: groups)
    let answer = try await poll.client.send(request, to: .broker(key.coordinator), deadline: poll.deadline)
    return answer.groups.map { group in
      guard group.errorCode == .none else { return (group.groupId, .failure(GroupRefusal(code: group.errorCode))) }
      var description = GroupDescription(state: group.groupState, protocolName: group.assignorName, epoch: Int(group.groupEpoch))
      for member in group.members {
        description.add(
          GroupMember(memberID: member.memberId, clientID: member.clientId, host: member.clientHost),
          assigned: member.assignment.topicPartitions.map { ($0.topicName, $0.partitions) }, subscribed: member.subscribedTopicNames,
          in: layout)
      }
      return (group.groupId, .success(description))
    }
  }

  /// Tasks of a streams group (KIP-1071) are not partitions, but a task reads one partition of each source topic of its subtopology.
  private func streams(_ poll: Poll, _ layout: TopicLayout) async throws(KafkaClientError) -> Described {
    let request = StreamsGroupDescribeRequest(groupIds: groups)
    let answer = try await poll.client.send(request, to: .broker(key.coordinator), deadline: poll.deadline)
    return answer.groups.map { group in
      guard group.errorCode == .none else { return (group.groupId, .failure(GroupRefusal(code: group.errorCode))) }
      var description = GroupDescription(state: group.groupState, protocolName: "streams", epoch: Int(group.groupEpoch))
      var sources: [String: [String]] = [:]
      for part in group.topology?.subtopologies ?? [] {
        sources[part.subtopologyId] = part.sourceTopics + part.repartitionSourceTopics.map(\.name)
      }
      for member in group.members {
        description.add(
          GroupMember(memberID: member.memberId, clientID: member.clientId, host: member.clientHost, instanceID: member.instanceId),
          assigned: member.assignment.activeTasks.flatMap { task in
            (sources[task.subtopologyId] ?? []).map { (topic: $0, partitions: task.partitions) }
          }, subscribed: sources.values.joined(), in: layout)
      }
      return (group.groupId, .success(description))
    }
  }
}
