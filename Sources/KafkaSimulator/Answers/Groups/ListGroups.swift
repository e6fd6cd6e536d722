import KafkaProtocol

extension SimulatedCluster {
  func answer(_ request: ListGroupsRequest, _ context: RequestContext) -> ListGroupsResponse {
    let states = Set(request.statesFilter.map { $0.lowercased() })
    let types = Set(request.typesFilter.map { $0.lowercased() })
    let listed = groups(coordinatedBy: context.broker).filter { group in
      (states.isEmpty || states.contains(group.state.lowercased())) && (types.isEmpty || types.contains(group.type.rawValue))
    }
    return ListGroupsResponse(
      groups: listed.map {
        .init(groupId: $0.id, protocolType: $0.protocolType, groupState: $0.state, groupType: $0.type.rawValue)
      })
  }
}
