import KafkaProtocol

extension SimulatedCluster {
  /// Appends what a producer sent. Replicas in sync have it at once, so that acks=all waits for nobody.
  ///
  /// Transactional batches are refused as by a broker that does not let the producer use its transactional id: clients give up at once, and do not try
  /// again for ever, as they would were there just no coordinator.
  ///
  /// - Returns: nil for a producer that wants no answer (acks=0).
  func answer(_ request: ProduceRequest, _ context: RequestContext) -> ProduceResponse? {
    var response = ProduceResponse()
    let batches = request.topicData.map { topic in topic.partitionData.map { ProducedBatch.read($0.records, version: context.version) } }
    let refusal = Self.refusal(of: batches.joined(), transactionalID: request.transactionalId)
    for (asked, batches) in zip(request.topicData, batches) {
      let topic = context.version >= 13 ? topic(asked.topicId) : topics[asked.name]
      let rows = zip(asked.partitionData, batches).map { data, batch in
        produce(refusal.map { .failure($0) } ?? batch, isRefused: refusal != nil, to: topic, data.index, acks: request.acks, context)
      }
      response.responses.append(.init(name: asked.name, topicId: asked.topicId, partitionResponses: rows))
    }
    let leaders = Set(response.responses.flatMap { $0.partitionResponses.map(\.currentLeader.leaderId) }.filter { $0 >= 0 })
    response.nodeEndpoints = leaders.sorted().compactMap { brokers[$0] }.map {
      .init(nodeId: $0.id, host: $0.host, port: Int32($0.port), rack: $0.rack)
    }
    return request.acks == 0 ? nil : response
  }

  /// Why nothing of a request is taken: a batch that cannot even be told apart, or one of a transaction.
  private static func refusal(
    of batches: some Sequence<Result<ProducedBatch, ProduceRefusal>>, transactionalID: String?
  ) -> ProduceRefusal? {
    var isTransactional = transactionalID != nil
    for batch in batches {
      switch batch {
      case .failure(let refusal) where refusal.message != nil: return refusal
      case .failure: continue
      case .success(let batch): if batch.header.attributes.isTransactional { isTransactional = true }
      }
    }
    return isTransactional ? ProduceRefusal(.transactionalIdAuthorizationFailed) : nil
  }

  /// - Parameter isRefused: the whole request is: the batch is refused before anybody looks whether the partition is there.
  private func produce(
    _ batch: Result<ProducedBatch, ProduceRefusal>, isRefused: Bool, to topic: Topic?, _ index: Int32, acks: Int16,
    _ context: RequestContext
  ) -> ProduceResponse.PartitionProduce {
    var row = ProduceResponse.PartitionProduce(index: index, baseOffset: -1)
    do throws(ProduceRefusal) {
      if isRefused { _ = try batch.get() }
      guard let topic else { throw ProduceRefusal(context.version >= 13 ? .unknownTopicId : .unknownTopicOrPartition) }
      guard let partition = topic.partition(index) else { throw ProduceRefusal(.unknownTopicOrPartition) }
      let batch = try batch.get()
      try check(topic, partition, acks: acks, context)
      try batch.validate(for: topic.settings, topic: topic.name, partition: index, at: now)
      let appended = try append(batch, to: topic, index)
      row.baseOffset = appended.baseOffset
      row.logAppendTimeMs = appended.timestamp
      if context.version >= 5 { row.logStartOffset = topic.partition(index)?.logStart ?? -1 }
    } catch {
      let partition = topic?.partition(index)
      row.errorCode = error.code
      if context.version >= 5, error.tellsLogStart { row.logStartOffset = partition?.logStart ?? -1 }
      if context.version >= 8 {
        row.errorMessage = error.message
        row.recordErrors = error.recordErrors
      }
      // Where to go instead (KIP-951).
      if context.version >= 10, error.code == .notLeaderOrFollower, let partition {
        row.currentLeader = .init(leaderId: partition.leader, leaderEpoch: partition.leaderEpoch)
      }
    }
    return row
  }

  /// Whether the broker takes anything for the partition.
  private func check(_ topic: Topic, _ partition: Partition, acks: Int16, _ context: RequestContext) throws(ProduceRefusal) {
    guard (-1...1).contains(acks) else { throw ProduceRefusal(.invalidRequiredAcks) }
    // Kafka's own admin clients may.
    guard !topic.isInternal || context.clientID == "__admin_client" else { throw ProduceRefusal(.invalidTopicException) }
    guard partition.leader == context.broker else { throw ProduceRefusal(.notLeaderOrFollower) }
    let minimum = min(topic.settings.minimumInSync, partition.replicas.count)
    guard acks != -1 || partition.inSync.count >= minimum else { throw .byLog(.notEnoughReplicas) }
  }

  /// - Returns: the first record's offset, and the time that all of them got, -1 when they keep their own. Of a batch that was there already, it is what
  ///   that one got.
  private func append(_ produced: ProducedBatch, to topic: Topic, _ index: Int32) throws(ProduceRefusal) -> (
    baseOffset: Int64, timestamp: Int64
  ) {
    let place = Int(index)
    let log = topic.ownLog(place)
    let header = produced.header
    if header.producerID >= 0 {
      let known = log.producers[header.producerID]
      if let original = known?.original(of: header) { return (original.offsets.lowerBound, original.timestamp) }
      if let code = ProducerState.refusal(of: header, known: known) { throw .byLog(code) }
    }
    let base = topic.partitions[place].logEnd
    let epoch = topic.partitions[place].leaderEpoch
    let stamp = topic.settings.stampsAtAppend ? now : nil
    var batch = produced
    try batch.place(at: base, epoch: epoch, stamp: stamp)
    let end = base + Int64(header.recordCount)
    log.append(batch.bytes, offsets: base..<end, maxTimestamp: batch.maxTimestamp, epoch: epoch)
    if header.producerID >= 0 { log.noteProducer(of: batch.header, at: now) }
    topic.partitions[place].logEnd = end
    notifyAppend(to: topic, place)
    return (base, stamp?.milliseconds ?? -1)
  }
}
