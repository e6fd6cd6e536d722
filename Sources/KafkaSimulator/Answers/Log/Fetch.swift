import KafkaProtocol

extension SimulatedCluster {
  /// Waits until there are as many bytes as the client wants, something that it has to know, or no time left.
  ///
  /// Batches are answered whole, and as they were produced, whatever version the client speaks.
  func answer(_ request: FetchRequest, _ context: RequestContext) async -> FetchResponse {
    let plan = FetchPlan(
      request, version: context.version, sessions: &fetchSessions[context.broker, default: FetchSessionCache()], in: self)
    if case .refused(let code) = plan { return FetchResponse(errorCode: code) }
    let deadline = now + .milliseconds(max(request.maxWaitMs, 0))
    var reading = read(plan, request, context)
    while !reading.isUrgent, reading.recordBytes < request.minBytes, now < deadline {
      let events = events(of: plan)
      guard !events.isEmpty else { break }
      let happened = await waits.wait(for: events, until: deadline)
      reading = read(plan, request, context)
      if !happened { break }
    }
    return finish(plan, reading, context)
  }

  private func read(_ plan: FetchPlan, _ request: FetchRequest, _ context: RequestContext) -> FetchReading {
    switch plan {
    case .refused: FetchReading([], for: request, context, in: self)
    case .sessionless(let partitions), .opening(let partitions): FetchReading(partitions, for: request, context, in: self)
    case .incremental(let session, _): FetchReading(session, for: request, context, in: self)
    }
  }

  /// What may bring the answer: records, or a change, in any of the partitions.
  private func events(of plan: FetchPlan) -> [WaitList.Event] {
    let keys: [FetchedPartition.Key] =
      switch plan {
      case .refused: []
      case .sessionless(let partitions), .opening(let partitions): partitions.map(\.key)
      case .incremental(let session, _): session.order.compactMap { session[$0]?.wanted.key }
      }
    return keys.map { key in
      .partition(topic: key.topicName.isEmpty ? topicNames[key.topicID] ?? "" : key.topicName, key.index)
    }
  }

  private func finish(_ plan: FetchPlan, _ reading: FetchReading, _ context: RequestContext) -> FetchResponse {
    var response = FetchResponse(responses: reading.rows.groupedByTopic, nodeEndpoints: endpoints(of: reading))
    switch plan {
    case .refused(let code): response.errorCode = code
    case .sessionless: break
    case .opening(let partitions): response.sessionId = openSession(partitions, reading, context)?.id ?? 0
    case .incremental(let session, let epoch):
      // Another request of the session may have come meanwhile, on another connection.
      guard session.epoch == epoch else { return FetchResponse(errorCode: .invalidFetchSessionEpoch) }
      for row in reading.rows { session.note(row.data, at: row.place) }
      session.moveToEnd(reading.servedPlaces)
      response.sessionId = session.id
    }
    return response
  }

  private func openSession(_ partitions: [FetchedPartition], _ reading: FetchReading, _ context: RequestContext) -> FetchSession? {
    let session = fetchSessions[context.broker]?.makeSession(
      size: partitions.count, usesTopicIDs: context.version >= 13, at: now, using: &generator)
    guard let session else { return nil }
    for row in reading.rows {
      session.add(partitions[row.place], highWatermark: row.data.highWatermark, logStart: row.data.logStartOffset)
    }
    return session
  }

  /// How to reach the leaders that the answer names.
  private func endpoints(of reading: FetchReading) -> [FetchResponse.NodeEndpoint] {
    let leaders = Set(reading.rows.lazy.map(\.data.currentLeader.leaderId).filter { $0 >= 0 })
    return leaders.sorted().compactMap { brokers[$0] }.map { .init(nodeId: $0.id, host: $0.host, port: Int32($0.port), rack: $0.rack) }
  }
}

extension [FetchReading.Row] {
  /// Neighbouring rows of a topic together, as brokers write them: a topic may come more than once.
  fileprivate var groupedByTopic: [FetchResponse.FetchableTopic] {
    var topics: [FetchResponse.FetchableTopic] = []
    for row in self {
      // A copy of the last topic in hand would make each append copy all of its rows.
      let goesOn = topics.last.map { $0.topic == row.key.topicName && $0.topicId == row.key.topicID } ?? false
      if goesOn {
        topics[topics.count - 1].partitions.append(row.data)
      } else {
        topics.append(.init(topic: row.key.topicName, topicId: row.key.topicID, partitions: [row.data]))
      }
    }
    return topics
  }
}
