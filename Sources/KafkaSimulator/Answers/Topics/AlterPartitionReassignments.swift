import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: AlterPartitionReassignmentsRequest, version: Int16) -> AlterPartitionReassignmentsResponse {
    // Version 0 does not say, and means that it may (KIP-860).
    let mayChange = version == 0 || request.allowReplicationFactorChange
    return AlterPartitionReassignmentsResponse(
      allowReplicationFactorChange: mayChange, errorMessage: nil,
      responses: request.topics.map { topic in
        .init(name: topic.name, partitions: topic.partitions.map { alter(topic.name, $0, mayChangeReplicationFactor: mayChange) })
      })
  }

  private func alter(
    _ topic: String, _ wanted: AlterPartitionReassignmentsRequest.ReassignablePartition, mayChangeReplicationFactor: Bool
  ) -> AlterPartitionReassignmentsResponse.ReassignablePartition {
    do throws(Refusal) {
      if let replicas = wanted.replicas {
        try reassign(topic, wanted.partitionIndex, to: replicas, mayChangeReplicationFactor: mayChangeReplicationFactor)
      } else {
        try cancelReassignment(topic, wanted.partitionIndex)
      }
      return .init(partitionIndex: wanted.partitionIndex, errorMessage: nil)
    } catch {
      return .init(partitionIndex: wanted.partitionIndex, errorCode: error.code, errorMessage: error.message)
    }
  }
}
