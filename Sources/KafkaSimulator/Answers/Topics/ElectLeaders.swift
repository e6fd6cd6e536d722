import KafkaProtocol

extension SimulatedCluster {
  /// The first replica leads (KIP-183), or anybody does who is alive (KIP-460).
  private enum Election: Int8 {
    case preferred, unclean
  }

  func answer(_ request: ElectLeadersRequest, version: Int16) -> ElectLeadersResponse {
    guard let election = Election(rawValue: request.electionType) else {
      return refuse(request, Refusal(.invalidRequest, "Unknown election type \(request.electionType)"))
    }
    if let asked = request.topicPartitions {
      return ElectLeadersResponse(
        replicaElectionResults: asked.map { topic in
          .init(topic: topic.topic, partitionResult: topic.partitions.map { elect(topic.topic, $0, election) })
        })
    }
    return ElectLeadersResponse(
      replicaElectionResults: topics.values.sorted { $0.name < $1.name }.map { topic in
        // Asked for all, a broker does not tell of those that needed no election.
        let results = topic.partitions.indices.map { elect(topic.name, Int32(clamping: $0), election) }
        return .init(topic: topic.name, partitionResult: results.filter { $0.errorCode != .electionNotNeeded })
      })
  }

  private func refuse(_ request: ElectLeadersRequest, _ refusal: Refusal) -> ElectLeadersResponse {
    ElectLeadersResponse(
      errorCode: refusal.code,
      replicaElectionResults: (request.topicPartitions ?? []).map { topic in
        .init(
          topic: topic.topic,
          partitionResult: topic.partitions.map { .init(partitionId: $0, errorCode: refusal.code, errorMessage: refusal.message) })
      })
  }

  private func elect(_ name: String, _ partition: Int32, _ election: Election) -> ElectLeadersResponse.PartitionResult {
    let refusal = refusalOfElection(name, partition, election)
    return .init(partitionId: partition, errorCode: refusal?.code ?? .none, errorMessage: refusal?.message)
  }

  private func refusalOfElection(_ name: String, _ index: Int32, _ election: Election) -> Refusal? {
    guard let topic = topics[name] else { return Refusal(.unknownTopicOrPartition, "No such topic as \(name)") }
    guard let partition = topic.partition(index) else { return Refusal(.unknownTopicOrPartition, "No such partition as \(name)-\(index)") }
    func isAlive(_ broker: Int32) -> Bool { brokers[broker]?.isAlive == true }
    let candidate: Int32?
    switch election {
    case .preferred:
      guard partition.leader != partition.preferredLeader else { return .electionNotNeeded }
      candidate = partition.preferredLeader.flatMap {
        isAlive($0) && (partition.inSync.contains($0) || partition.eligible.contains($0)) ? $0 : nil
      }
    case .unclean:
      guard partition.leader < 0 else { return .electionNotNeeded }
      candidate = partition.replicas.first(where: isAlive)
    }
    guard let candidate else {
      return election == .preferred
        ? Refusal(.preferredLeaderNotAvailable, "The preferred leader was not available.")
        : Refusal(.eligibleLeadersNotAvailable, "Eligible topic partition leaders are not available.")
    }
    change(topic, Int(index)) { partition, circumstances in partition.lead(candidate, circumstances) }
    return nil
  }
}

extension Refusal {
  fileprivate static let electionNotNeeded = Refusal(.electionNotNeeded, "Leader election not needed for topic partition.")
}
