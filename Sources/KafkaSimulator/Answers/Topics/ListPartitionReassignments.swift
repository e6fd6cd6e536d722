import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: ListPartitionReassignmentsRequest) -> ListPartitionReassignmentsResponse {
    let asked = request.topics?.map { ($0.name, $0.partitionIndexes) } ?? reassignments.map { ($0.key, Array($0.value.keys)) }
    return ListPartitionReassignmentsResponse(
      errorMessage: nil,
      topics: asked.sorted { $0.0 < $1.0 }.compactMap { name, partitions in
        let rows = partitions.sorted().compactMap { row(name, $0) }
        return rows.isEmpty ? nil : .init(name: name, partitions: rows)
      })
  }

  private func row(_ name: String, _ index: Int32) -> ListPartitionReassignmentsResponse.OngoingPartitionReassignment? {
    guard let reassignment = reassignments[name]?[index], let partition = topics[name]?.partition(index) else { return nil }
    return .init(
      partitionIndex: index, replicas: partition.replicas, addingReplicas: reassignment.adding, removingReplicas: reassignment.removing)
  }
}
