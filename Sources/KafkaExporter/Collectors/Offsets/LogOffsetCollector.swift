import KafkaClient
import KafkaProtocol

/// Which end of the log an offset is asked for at, as ListOffsets names it (KIP-79).
enum LogPosition: Sendable {
  case start
  case end
  /// The end as a reader sees it that skips open transactions (KIP-98).
  case lastStable

  var timestamp: Int64 { self == .start ? -2 : -1 }
  var isolationLevel: Int8 { self == .lastStable ? 1 : 0 }

  var fact: Fact {
    switch self {
    case .start: .logStartOffset
    case .end: .logEndOffset
    case .lastStable: .lastStableOffset
    }
  }

  var column: any WritableKeyPath<PartitionColumns, OffsetColumn> & Sendable {
    switch self {
    case .start: \.logStart
    case .end: \.logEnd
    case .lastStable: \.lastStable
    }
  }
}

/// One offset of every partition, asked of its leader in as few requests as the limits allow.
///
/// Partitions whose leader moved between the metadata and the request are asked for again, at the leader that fresh metadata names, as long as
/// the poll has time. What fails keeps its last offset, with its age.
struct LogOffsetCollector: Collector {
  let name: String
  let interval: Duration
  let position: LogPosition

  private static let attempts = 3
  private static let backoff = Backoff(initial: .milliseconds(100), maximum: .seconds(1))

  func collect(into state: inout ClusterState, _ poll: Poll) async -> CollectionReport {
    var report = CollectionReport()
    guard state.topicsObserved != nil else {
      report.fail(without: "topics")
      return report
    }
    var wanted = withLeader((0..<state.layout.partitionCount).map { Int32(truncatingIfNeeded: $0) }, state, &report)
    for attempt in 0..<Self.attempts where !wanted.isEmpty {
      if attempt > 0 {
        guard await poll.pause(Self.backoff.delay(afterAttempt: attempt - 1, chance: .random(in: 0..<1))) else { break }
        let gone = await LeaderRefresh(partitions: wanted).run(&state, poll)
        let left = wanted.filter { !gone.contains(state.layout.topicOfPartition[Int($0)]) }
        report.miss(position.fact, .unknownPartition, count: wanted.count - left.count)
        wanted = withLeader(left, state, &report)
      }
      let isLast = attempt == Self.attempts - 1
      wanted = await ask(for: wanted, &state, poll, isLast: isLast, &report)
    }
    if !wanted.isEmpty {
      miss(wanted, .timeout, state, &report)
      report.fail("\(wanted.count) partitions: the poll had no time to ask again")
    }
    return report
  }

  /// Leaves out, and counts, the partitions that nobody leads.
  private func withLeader(_ partitions: [Int32], _ state: ClusterState, _ report: inout CollectionReport) -> [Int32] {
    let led = partitions.filter { state.partitions.leader[Int($0)] >= 0 }
    if led.count < partitions.count { miss(partitions.filter { state.partitions.leader[Int($0)] < 0 }, .noLeader, state, &report) }
    return led
  }

  /// Counts what was never known; what was known before is stale or expired, and the snapshot counts it so.
  private func miss(_ partitions: [Int32], _ reason: MissingReason, _ state: ClusterState, _ report: inout CollectionReport) {
    let known = state.partitions[keyPath: position.column].offsets
    report.miss(position.fact, reason, count: partitions.count { known[Int($0)] == OffsetColumn.unknown })
  }

  /// - Returns: the partitions that are worth asking for again, ascending.
  private func ask(
    for wanted: [Int32], _ state: inout ClusterState, _ poll: Poll, isLast: Bool, _ report: inout CollectionReport
  ) async -> [Int32] {
    let requests = OffsetRequests(
      for: wanted, at: position, layout: state.layout, leader: state.partitions.leader, limit: poll.settings.limits.partitionsPerRequest)
    let layout = state.layout
    let answers = await atOnce(requests.all) { request in
      await outcome { () async throws(KafkaClientError) in
        try await poll.client.send(request.message, to: .broker(request.leader), deadline: poll.deadline) {
          reader, version throws(WireError) in
          var reading = OffsetReading(layout: layout, expecting: request.partitions.count)
          _ = try ListOffsetsResponse.decode(from: &reader, version: version, visiting: &reading)
          return reading
        }
      }
    }
    var again: [Int32] = []
    let now = poll.now
    for (request, answer) in answers {
      switch answer {
      case .success(let reading):
        reading.write(to: &state.partitions[keyPath: position.column], at: now)
        report.miss(position.fact, .error, count: request.partitions.count - reading.partitions.count - reading.failures.count)
        sort(reading.failures, into: &again, isLast: isLast, state, &report)
      case .failure(let error):
        report.fail(error)
        miss(request.partitions, MissingReason(error), state, &report)
      }
    }
    return again.sorted()
  }

  private func sort(
    _ failures: [OffsetReading.Failure], into again: inout [Int32], isLast: Bool, _ state: ClusterState, _ report: inout CollectionReport
  ) {
    for failure in failures {
      switch failure.code {
      case .topicAuthorizationFailed:
        miss([failure.partition], .unauthorized, state, &report)
      case let code where code.isRetriable && !isLast:
        again.append(failure.partition)
      case let code:
        let topic = state.layout.topics[Int(state.layout.topicOfPartition[Int(failure.partition)])]
        miss([failure.partition], .error, state, &report)
        report.fail("topic \(topic.name) partition \(Int(failure.partition) - topic.firstPartition): \(code.name)")
      }
    }
  }
}
