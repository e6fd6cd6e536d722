import KafkaClient
import KafkaProtocol

/// Looks after the probe's topic: makes it what it should be where that is allowed, follows its leaders, tells reader and sender where to go, and finds logs that
/// were cut. Nothing that goes wrong here ends it.
struct ProbeKeeper {
  private let settings: ProbeSettings
  private let reads: ProbeTopicReads
  private let requests: ProbeTopicRequests
  private let reader: ProbeReader
  private let sender: ProbeSender
  private let ledger: SharedLedger
  private let log: ProbeLog

  private var topicID = KafkaUUID.zero
  /// When the topic was last seen with this id.
  private var seen: ContinuousClock.Instant?
  /// Partitions that are read.
  private var reading: Set<Int32> = []
  private var absence = BrokerAbsence()
  private var notBefore: [ProbeOperation: ContinuousClock.Instant] = [:]
  private var minimumInSync: Int?
  private var proof = CutProof()

  /// From one look to the next: as soon as a moved leader should be seen.
  static let interval = Duration.seconds(1)
  private static let configInterval = Duration.seconds(60)
  /// What was refused is tried again after this long; what was done is left to settle.
  private static let refusedPause = Duration.seconds(60)
  private static let settlingPause = Duration.seconds(10)
  /// An acknowledged record that is not read for this long makes the keeper look at the log's end.
  private static let doubtful = Duration.seconds(2)

  init(
    _ settings: ProbeSettings, client: KafkaClient, reader: ProbeReader, sender: ProbeSender, ledger: SharedLedger, log: ProbeLog
  ) {
    self.settings = settings
    reads = ProbeTopicReads(client: client, topic: settings.topic)
    requests = ProbeTopicRequests(client: client, settings: settings)
    self.reader = reader
    self.sender = sender
    self.ledger = ledger
    self.log = log
  }

  /// Runs until the task is cancelled.
  mutating func run() async {
    while !Task.isCancelled {
      await look()
      try? await Task.sleep(for: Self.interval)
    }
  }

  private mutating func look() async {
    do throws(ProbeRefusal) {
      let metadata = try await reads.metadata()
      log.succeeded(.operation(.metadata))
      absence.note(metadata.view, at: .now)
      noteIdentity(metadata)
      await readConfigs(of: metadata)
      await shape(metadata)
      await follow(metadata.view)
      await doubt(metadata.view)
    } catch {
      refused(.metadata, error)
    }
  }

  // MARK: - The topic's shape

  private mutating func shape(_ metadata: ProbeTopicReads.Metadata) async {
    let plan = ProbeTopicPlan(
      metadata.view, partitionsPerBroker: settings.partitionsPerBroker, replicationFactor: settings.replicationFactor,
      removed: absence.removed(at: .now))
    guard settings.managesTopic else {
      if metadata.view.partitions == nil {
        log.failed(.operation(.createTopic), "the topic does not exist, and probe.manage_topic is false")
      } else if !plan.underserved.isEmpty {
        let brokers = plan.underserved.map(String.init).joined(separator: ",")
        log.failed(.operation(.addPartitions), "brokers \(brokers) lead too few partitions, and probe.manage_topic is false")
      }
      return
    }
    for step in plan.steps {
      let operation = step.operation
      guard isDue(operation) else { continue }
      do throws(ProbeRefusal) {
        try await requests.perform(step, controller: metadata.controller)
        log.logger.info("probe: topic changed", ["operation": operation.rawValue, "topic": settings.topic, "detail": step.description])
        log.succeeded(.operation(operation))
        notBefore[operation] = .now + Self.settlingPause
      } catch {
        refused(operation, error)
        notBefore[operation] = .now + (error.isUnauthorized ? Self.refusedPause : Self.settlingPause)
      }
    }
  }

  private func isDue(_ operation: ProbeOperation) -> Bool {
    notBefore[operation].map { $0 <= .now } ?? true
  }

  private mutating func readConfigs(of metadata: ProbeTopicReads.Metadata) async {
    guard metadata.view.partitions != nil, isDue(.describeConfigs) else { return }
    notBefore[.describeConfigs] = .now + Self.configInterval
    do throws(ProbeRefusal) {
      let configs = try await reads.configs()
      minimumInSync = configs["min.insync.replicas"].flatMap { Int($0) }
      if configs["cleanup.policy"]?.contains("compact") == true {
        log.failed(.operation(.describeConfigs), "the topic is compacted: it takes no records of the probe; set cleanup.policy to delete")
      } else {
        log.succeeded(.operation(.describeConfigs))
      }
    } catch {
      refused(.describeConfigs, error)
    }
  }

  /// A topic that was deleted and made anew has another id: what the old one had is lost.
  private mutating func noteIdentity(_ metadata: ProbeTopicReads.Metadata) {
    let now = ContinuousClock.now
    guard metadata.topicID != .zero else { return }
    if topicID != .zero, topicID != metadata.topicID {
      log.logger.warning("probe: the topic was deleted and created anew", ["topic": settings.topic])
      if let seen {
        for partition in reading { ledger.change { $0.cut(partition, at: 0, acknowledgedBy: seen, now: now) } }
      }
      for partition in reading { reader.start(partition, at: 0) }
    }
    topicID = metadata.topicID
    seen = now
  }

  // MARK: - Reading and sending

  private mutating func follow(_ view: ProbeTopicView) async {
    let partitions = view.partitions ?? []
    let stalled = reader.stalled
    let wanted = partitions.filter { !reading.contains($0.index) || stalled.contains($0.index) }
    if !wanted.isEmpty { await begin(wanted) }
    var layout = ProbeLayout()
    layout.count = partitions.count
    layout.partitions = partitions.filter { reading.contains($0.index) }.compactMap { partition in
      guard let broker = partition.leader ?? partition.replicas.first else { return nil }
      return .init(index: partition.index, broker: broker, condition: condition(of: partition))
    }
    sender.use(layout)
  }

  private func condition(of partition: ProbeTopicView.Partition) -> PartitionCondition {
    if partition.leader == nil { return .noLeader }
    return partition.inSync.count < (minimumInSync ?? settings.minimumInSync ?? 1) ? .underMinimumInSync : .healthy
  }

  /// Begins partitions at their ends. One that was read before and stalled goes on where it was, as far as the log has that place.
  private mutating func begin(_ partitions: [ProbeTopicView.Partition]) async {
    // Asked for before the ends: an end below where the reader has been means that the log was cut.
    let positions = Dictionary(uniqueKeysWithValues: partitions.map { ($0.index, reader.position(of: $0.index)) })
    let latest = await ends(.latest, of: partitions)
    let known = partitions.filter { latest[$0.index] != nil && reading.contains($0.index) }
    let earliest = known.isEmpty ? [:] : await ends(.earliest, of: known)
    for partition in partitions {
      guard let end = latest[partition.index] else { continue }
      if reading.contains(partition.index), let position = positions[partition.index] ?? nil {
        guard let start = earliest[partition.index] else { continue }
        if end.offset < position {
          reader.start(partition.index, at: end.offset)
        } else {
          reader.resume(partition.index, notBefore: start.offset)
        }
      } else {
        reader.start(partition.index, at: end.offset)
        reading.insert(partition.index)
      }
    }
  }

  private func ends(
    _ end: ProbeTopicReads.End, of partitions: [ProbeTopicView.Partition]
  ) async -> [Int32: ProbeTopicReads.LogEnd] {
    var found: [Int32: ProbeTopicReads.LogEnd] = [:]
    for result in await reads.ends(end, of: partitions) {
      switch result {
      case .success(let end):
        found[end.partition] = end
        log.succeeded(.operation(.offsets))
      case .failure(let refusal): refused(.offsets, refusal)
      }
    }
    return found
  }

  // MARK: - Cut logs

  /// Looks at the ends of partitions whose acknowledged records are not read though time enough has passed.
  private mutating func doubt(_ view: ProbeTopicView) async {
    let now = ContinuousClock.now
    var offsets: [Int32: Int64] = [:]
    for partition in view.partitions ?? [] {
      if let oldest = ledger.change({ $0.oldestAcknowledged(in: partition.index) }), now - oldest.at >= Self.doubtful {
        offsets[partition.index] = oldest.offset
      } else {
        proof.forget(partition.index)
      }
    }
    guard !offsets.isEmpty else { return }
    let partitions = (view.partitions ?? []).filter { offsets[$0.index] != nil }
    for (index, end) in await ends(.latest, of: partitions) {
      guard let offset = offsets[index] else { continue }
      let look = CutProof.Look(end: end.offset, leaderEpoch: end.leaderEpoch, asked: end.asked)
      guard let cut = proof.look(at: index, look, offset: offset) else { continue }
      log.logger.warning("probe: the log was cut below acknowledged records", ["partition": index, "log_end_offset": cut.end])
      ledger.change { $0.cut(index, at: cut.end, acknowledgedBy: cut.moment, now: .now) }
    }
  }

  private func refused(_ operation: ProbeOperation, _ refusal: ProbeRefusal) {
    guard !Task.isCancelled else { return }
    ledger.change { $0.note(ProbeFacts.FailureKey(operation: operation.rawValue, reason: refusal.reason)) }
    log.failed(.operation(operation), refusal.text)
  }
}

extension ProbeTopicPlan.Step {
  fileprivate var operation: ProbeOperation {
    switch self {
    case .create: .createTopic
    case .add: .addPartitions
    case .reassign: .reassign
    case .elect: .electLeaders
    }
  }

  /// `0: 1 2 3, 1: 2 3 1`: partitions and their replicas.
  fileprivate var description: String {
    func rows(_ rows: [(Int, [Int32])]) -> String {
      rows.map { "\($0): " + $1.map(String.init).joined(separator: " ") }.joined(separator: ", ")
    }
    return switch self {
    case .create(let assignments): rows(assignments.enumerated().map { ($0.offset, $0.element) })
    case .add(let count, let assignments): rows(assignments.enumerated().map { (count + $0.offset, $0.element) })
    case .reassign(let moves): rows(moves.map { (Int($0.partition), $0.replicas) })
    case .elect(let partitions): partitions.map(String.init).joined(separator: " ")
    }
  }
}
