import KafkaClient
import KafkaProtocol

/// What every group committed, asked of its coordinator for many groups at once (OffsetFetch, KIP-709).
///
/// It runs before the end offsets are read: an end that was read later can't be behind the commit, so lag is never negative. Groups that moved since
/// they were listed are found again (FindCoordinator) and asked for once more.
struct CommitCollector: Collector {
  let name = "commits"
  let interval: Duration

  private static let attempts = 3
  private static let backoff = Backoff(initial: .milliseconds(100), maximum: .seconds(1))

  func collect(into state: inout ClusterState, _ poll: Poll) async -> CollectionReport {
    var report = CollectionReport()
    guard state.groupsListed != nil else {
      report.fail(without: "groups")
      return report
    }
    // Share groups commit nothing: their broker keeps where they are (KIP-932).
    var wanted = state.groupOrder.filter { id in state.groups[id].map { $0.type != .share } ?? false }
    for attempt in 0..<Self.attempts where !wanted.isEmpty {
      if attempt > 0 {
        guard await poll.pause(Self.backoff.delay(afterAttempt: attempt - 1, chance: .random(in: 0..<1))) else { break }
        await CoordinatorLookup(groups: wanted).run(&state, poll)
      }
      wanted = await ask(for: wanted, &state, poll, isLast: attempt == Self.attempts - 1, &report)
    }
    if !wanted.isEmpty {
      for id in wanted { miss(id, .timeout, state, &report) }
      report.fail("\(wanted.count) groups: the poll had no time to ask again")
    }
    return report
  }

  /// - Returns: the groups that are worth asking for again.
  private func ask(
    for wanted: [String], _ state: inout ClusterState, _ poll: Poll, isLast: Bool, _ report: inout CollectionReport
  ) async -> [String] {
    var byCoordinator: [Int32: [String]] = [:]
    for id in wanted {
      guard let group = state.groups[id] else { continue }
      byCoordinator[group.coordinator, default: []].append(id)
    }
    let batches = byCoordinator.sorted { $0.key < $1.key }.flatMap { coordinator, ids in
      ids.pieces(of: poll.settings.limits.groupsPerRequest).map { CommitBatch(coordinator: coordinator, groups: Array($0)) }
    }
    let layout = state.layout
    let answers = await atOnce(batches) { await $0.run(poll, layout) }
    var again: [String] = []
    let now = poll.now
    for (batch, answer) in answers {
      for group in answer.groups { take(group, &state, at: now, isLast: isLast, again: &again, &report) }
      for failure in answer.failures {
        report.fail(failure.error)
        for id in failure.groups { miss(id, MissingReason(failure.error), state, &report) }
      }
      for id in answer.leftOut(of: batch.groups) { miss(id, .error, state, &report) }
    }
    return again
  }

  private func take(
    _ commits: GroupCommits, _ state: inout ClusterState, at now: Moment, isLast: Bool, again: inout [String],
    _ report: inout CollectionReport
  ) {
    switch commits.errorCode {
    case .none:
      report.miss(.committedOffset, .unknownPartition, count: commits.elsewhere)
      report.miss(.committedOffset, .error, count: commits.failedPartitions)
      state.groups[commits.id]?.commit(commits, at: now)
    case .groupAuthorizationFailed, .topicAuthorizationFailed:
      miss(commits.id, .unauthorized, state, &report)
    // Deleted since it was listed.
    case .groupIdNotFound:
      state.groups[commits.id] = nil
    case let code where (code.isRetriable || code == .notCoordinator) && !isLast:
      again.append(commits.id)
    case let code:
      miss(commits.id, .error, state, &report)
      report.fail("commits of group \(commits.id): \(code.name)")
    }
  }

  private func miss(_ id: String, _ reason: MissingReason, _ state: ClusterState, _ report: inout CollectionReport) {
    if state.groups[id]?.committed == nil { report.miss(.groupCommits, reason) }
  }
}
