import KafkaProtocol

/// One group of a coordinator's answer.
struct DescribedGroup: Sendable {
  let id: String
  let description: Result<GroupDescription, GroupRefusal>

  /// - Parameter describe: fills in the members; it is not called for a group that the coordinator refuses.
  fileprivate init(_ id: String, _ code: ErrorCode, _ description: GroupDescription, describe: (inout GroupDescription) -> Void) {
    self.id = id
    guard code == .none else {
      self.description = .failure(GroupRefusal(code: code))
      return
    }
    var description = description
    describe(&description)
    self.description = .success(description)
  }
}

extension DescribeGroupsResponse.DescribedGroup {
  func described(in layout: TopicLayout) -> DescribedGroup {
    DescribedGroup(groupId, errorCode, GroupDescription(state: groupState, protocolName: protocolData)) { description in
      for member in members {
        // Other protocol types (`connect`) carry bytes of their own.
        let bytes = protocolType == "consumer" ? ConsumerProtocolBytes(member) : nil
        if bytes?.assignment == nil { description.isAssignmentKnown = false }
        if bytes?.subscription == nil { description.isSubscriptionKnown = false }
        description.add(
          GroupMember(memberID: member.memberId, clientID: member.clientId, host: member.clientHost, instanceID: member.groupInstanceId),
          assigned: bytes?.assignment ?? [], in: layout)
        description.subscribe(to: bytes?.subscription ?? [], in: layout)
      }
    }
  }
}

extension ConsumerGroupDescribeResponse.DescribedGroup {
  func described(in layout: TopicLayout) -> DescribedGroup {
    DescribedGroup(groupId, errorCode, GroupDescription(state: groupState, protocolName: assignorName, epoch: groupEpoch)) { description in
      for member in members {
        description.add(
          GroupMember(memberID: member.memberId, clientID: member.clientId, host: member.clientHost, instanceID: member.instanceId),
          assigned: member.assignment.topicPartitions.map { ($0.topicName, $0.partitions) }, in: layout)
        description.subscribe(to: member.subscribedTopicNames, in: layout)
        // Which topics the pattern stands for is the coordinator's knowledge: it alone has RE2, and the topics that the member may see.
        if let pattern = member.subscribedTopicRegex, !pattern.isEmpty { description.isSubscriptionKnown = false }
      }
    }
  }
}

extension ShareGroupDescribeResponse.DescribedGroup {
  func described(in layout: TopicLayout) -> DescribedGroup {
    DescribedGroup(groupId, errorCode, GroupDescription(state: groupState, protocolName: assignorName, epoch: groupEpoch)) { description in
      for member in members {
        description.add(
          GroupMember(memberID: member.memberId, clientID: member.clientId, host: member.clientHost),
          assigned: member.assignment.topicPartitions.map { ($0.topicName, $0.partitions) }, in: layout)
        description.subscribe(to: member.subscribedTopicNames, in: layout)
      }
    }
  }
}

extension StreamsGroupDescribeResponse.DescribedGroup {
  /// Tasks of a streams group (KIP-1071) are not partitions, but a task reads its partition of each source topic of its subtopology that has it.
  func described(in layout: TopicLayout) -> DescribedGroup {
    DescribedGroup(groupId, errorCode, GroupDescription(state: groupState, protocolName: "streams", epoch: groupEpoch)) { description in
      var sources: [String: [String]] = [:]
      for part in topology?.subtopologies ?? [] {
        sources[part.subtopologyId] = part.sourceTopics + part.repartitionSourceTopics.map(\.name)
      }
      for member in members {
        description.add(
          GroupMember(memberID: member.memberId, clientID: member.clientId, host: member.clientHost, instanceID: member.instanceId),
          assigned: member.assignment.activeTasks.flatMap { task in
            (sources[task.subtopologyId] ?? []).map { ($0, layout.existing(task.partitions, ofTopic: $0)) }
          }, in: layout)
      }
      description.subscribe(to: sources.values.joined(), in: layout)
    }
  }
}

extension TopicLayout {
  /// The partitions that a topic has; all of them where the topic is not known.
  fileprivate func existing(_ partitions: [Int32], ofTopic name: String) -> [Int32] {
    guard let topic = topicIndex(named: name) else { return partitions }
    return partitions.filter { partitionIndex(topic: topic, partition: $0) != nil }
  }
}
