import KafkaProtocol

/// Which partitions a Fetch request is about, and what becomes of its session.
enum FetchPlan {
  case refused(ErrorCode)
  case sessionless([FetchedPartition])
  /// The first request of a session.
  case opening([FetchedPartition])
  /// One of its later requests; the epoch is what the session has to be in when the answer is sent.
  case incremental(FetchSession, epoch: Int32)

  /// "The first request of a session": every partition is named and answered.
  private static let initialEpoch: Int32 = 0
  /// "No session, and none to be made".
  private static let finalEpoch: Int32 = -1

  /// As FetchManager.newContext in Kafka's server.
  init(_ request: FetchRequest, version: Int16, sessions: inout FetchSessionCache, in cluster: SimulatedCluster) {
    var partitions = request.fetchedPartitions
    for index in partitions.indices { partitions[index].knownName = cluster.topicNames[partitions[index].key.topicID] }
    guard request.sessionEpoch != Self.initialEpoch, request.sessionEpoch != Self.finalEpoch else {
      // A client that starts again does not need the session that it had.
      if request.sessionId != 0 { sessions.remove(request.sessionId) }
      self = request.sessionEpoch == Self.finalEpoch ? .sessionless(partitions) : .opening(partitions)
      return
    }
    guard let session = sessions[request.sessionId] else {
      self = .refused(.fetchSessionIdNotFound)
      return
    }
    guard session.epoch == request.sessionEpoch else {
      self = .refused(.invalidFetchSessionEpoch)
      return
    }
    guard session.usesTopicIDs == (version >= 13) else {
      self = .refused(.fetchSessionTopicIdError)
      return
    }
    for partition in partitions { session.add(partition) }
    session.remove(request.forgottenPartitions)
    guard session.count > 0 else {
      sessions.remove(session.id)
      self = .sessionless([])
      return
    }
    session.advance(at: cluster.now)
    self = .incremental(session, epoch: session.epoch)
  }
}
