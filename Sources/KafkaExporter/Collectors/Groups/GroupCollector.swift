import KafkaClient
import KafkaProtocol

/// Which groups there are, who coordinates them, their states, members and assignments.
///
/// Every broker is asked for the groups it coordinates (ListGroups), which also tells the coordinators; then each coordinator describes its groups that
/// have members. A broker that does not answer keeps its groups as they were last seen, until they are too old.
struct GroupCollector: Collector {
  static let name = "groups"

  var name: String { Self.name }
  let interval: Duration

  func collect(into state: inout ClusterState, _ poll: Poll) async -> CollectionReport {
    var report = CollectionReport()
    guard state.brokersObserved != nil else {
      report.fail(without: "brokers")
      return report
    }
    await list(into: &state, poll, &report)
    await describe(&state, poll, &report)
    return report
  }

  // MARK: - Listing

  private func list(into state: inout ClusterState, _ poll: Poll, _ report: inout CollectionReport) async {
    let answers = await atOnce(state.registeredBrokers) { broker in
      await outcome { () async throws(KafkaClientError) in
        try await poll.client.send(ListGroupsRequest(), to: .broker(broker), deadline: poll.deadline)
      }
    }
    var listing = GroupListing(settings: poll.settings)
    for (broker, answer) in answers {
      switch answer {
      case .success(let answer) where answer.errorCode == .none:
        listing.take(answer.groups, from: broker)
      case .success(let answer):
        // A coordinator that is loading its groups knows only some of them.
        listing.take(answer.groups, from: broker)
        listing.unheard.insert(broker)
        report.fail("ListGroups of broker \(broker): \(answer.errorCode.name)")
      case .failure(let error):
        listing.unheard.insert(broker)
        report.fail(error)
      }
    }
    listing.apply(to: &state, at: poll.now)
  }

  // MARK: - Describing

  private func describe(_ state: inout ClusterState, _ poll: Poll, _ report: inout CollectionReport) async {
    let now = poll.now
    var wanted: [GroupDescriptionBatch.Key: [String]] = [:]
    for id in state.groupOrder {
      guard let group = state.groups[id], group.listed == state.groupsListed else { continue }
      let key = GroupDescriptionBatch.Key(coordinator: group.coordinator, type: group.type)
      if group.type == .classic, group.hasNoMembers {
        // Nothing to ask: a classic group without members has neither assignments nor an assignor; the others keep theirs.
        state.groups[id]?.describe(as: GroupDescription(), at: now)
      } else if key.canBeDescribed {
        wanted[key, default: []].append(id)
      }
    }
    let batches = wanted.flatMap { key, ids in
      ids.pieces(of: poll.settings.limits.groupsPerRequest).map { GroupDescriptionBatch(key: key, groups: Array($0)) }
    }
    let layout = state.layout
    let answers = await atOnce(batches) { await $0.run(poll, layout) }
    for (batch, answer) in answers {
      switch answer {
      case .success(let described):
        for group in described {
          take(group.description, of: group.id, into: &state, at: now, &report)
          // Between the listing and now it may have become one that is not wanted.
          if let record = state.groups[group.id], !poll.settings.groups.wants(record) { state.groups[group.id] = nil }
        }
        for id in Set(batch.groups).subtracting(described.map(\.id)) { miss(id, .error, state, &report) }
      case .failure(let error):
        report.fail(error)
        for id in batch.groups { miss(id, MissingReason(error), state, &report) }
      }
    }
  }

  private func take(
    _ description: Result<GroupDescription, GroupRefusal>, of id: String, into state: inout ClusterState, at now: Moment,
    _ report: inout CollectionReport
  ) {
    switch description {
    case .success(let description):
      state.groups[id]?.describe(as: description, at: now)
    case .failure(let refusal):
      switch refusal.code {
      case .groupAuthorizationFailed, .topicAuthorizationFailed:
        miss(id, .unauthorized, state, &report)
      // Gone, or gone to another coordinator, since it was listed: the next listing tells.
      case .groupIdNotFound, .notCoordinator: miss(id, .unreachable, state, &report)
      default:
        miss(id, .error, state, &report)
        report.fail("group \(id): \(refusal.code.name)")
      }
    }
  }

  private func miss(_ id: String, _ reason: MissingReason, _ state: ClusterState, _ report: inout CollectionReport) {
    if state.groups[id]?.described == nil { report.miss(.groupDescription, reason) }
  }
}
