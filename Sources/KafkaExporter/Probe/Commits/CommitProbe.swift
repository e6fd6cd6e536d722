import KafkaClient
import KafkaProtocol

/// Commits for a group without members, again and again, and books how long the coordinator takes.
///
/// Over our own client and not librdkafka: a handle of librdkafka commits for one group, and one for every coordinator would cost a handle with its threads each.
/// The groups' names are the same for every exporter, so none is left behind when one ends; what they commit means nothing, so they don't disturb each other.
struct CommitProbe {
  private let settings: ProbeSettings
  private let client: KafkaClient
  private let times: CommitTimes
  private let reader: ProbeReader
  private let ledger: SharedLedger
  private let log: ProbeLog

  /// Groups by coordinator.
  private var targets: [Int32: String] = [:]

  /// `FindCoordinatorRequest.CoordinatorType.GROUP`.
  private static let groupKey: Int8 = 0
  private static let offsetsTopic = "__consumer_offsets"
  /// Version 10 has only topic ids.
  private static let commitVersions: ClosedRange<Int16> = 2...9
  private static let metadataVersions: ClosedRange<Int16> = 4...MetadataRequest.validVersions.upperBound
  /// From version 4 on a request has many keys.
  private static let findVersions: ClosedRange<Int16> = 1...3
  /// Every so many commits the coordinators are looked up anew when there is one for each broker: brokers come and go.
  private static let lookups = 30

  init(
    _ settings: ProbeSettings, client: KafkaClient, times: CommitTimes, reader: ProbeReader, ledger: SharedLedger, log: ProbeLog
  ) {
    self.settings = settings
    self.client = client
    self.times = times
    self.reader = reader
    self.ledger = ledger
    self.log = log
  }

  private var deadline: ContinuousClock.Instant { .now + client.settings.requestTimeout }
  private var group: String { "\(settings.topic)-commits" }

  /// Runs until the task is cancelled.
  mutating func run() async {
    var round = 0
    while !Task.isCancelled {
      let next = ContinuousClock.now + settings.commitInterval
      // A partition that is read says that there is a topic to commit for.
      if let position = reader.position(of: 0) {
        if targets.isEmpty || (settings.commitsEverywhere && round % Self.lookups == 0) { await findCoordinators() }
        round += 1
        await commit(position)
      }
      try? await Task.sleep(until: next, clock: .continuous)
    }
  }

  // MARK: - Coordinators

  private mutating func findCoordinators() async {
    do throws(ProbeRefusal) {
      // Asking for one makes the brokers create __consumer_offsets where it does not exist yet.
      let coordinator = try await coordinator(of: group)
      targets = [coordinator: group]
      if settings.commitsEverywhere {
        let groups = CommitTargets.groups(group, leaders: try await offsetsLeaders())
        if !groups.isEmpty { targets = groups }
      }
      log.succeeded(.operation(.findCoordinator))
    } catch {
      refused(.findCoordinator, error, .operation(.findCoordinator))
    }
  }

  private func coordinator(of group: String) async throws(ProbeRefusal) -> Int32 {
    let request = FindCoordinatorRequest(key: group, keyType: Self.groupKey)
    let answer = try await client.ask(request, to: .any, versions: Self.findVersions, deadline: deadline)
    guard answer.errorCode == .none else { throw ProbeRefusal(answer.errorCode, answer.errorMessage) }
    return answer.nodeId
  }

  private func offsetsLeaders() async throws(ProbeRefusal) -> [Int32?] {
    let request = MetadataRequest(topics: [.init(name: Self.offsetsTopic)], allowAutoTopicCreation: false)
    let answer = try await client.ask(request, to: .any, versions: Self.metadataVersions, deadline: deadline)
    let partitions = answer.topics.first { $0.name == Self.offsetsTopic }?.partitions ?? []
    return partitions.sorted { $0.partitionIndex < $1.partitionIndex }.map { $0.leaderId >= 0 ? $0.leaderId : nil }
  }

  // MARK: - Commits

  private mutating func commit(_ position: Int64) async {
    let answers = await atOnce(targets.sorted { $0.key < $1.key }) { [client, settings, deadline] target in
      await Self.commit(position, target.value, target.key, client, settings, deadline)
    }
    for (target, refusal) in answers {
      let coordinator = target.key
      let time = times.take(coordinator)
      if let refusal {
        refused(.commit, refusal, .commit(coordinator: coordinator))
        // Whatever it was, the coordinator may be another one by now.
        if !refusal.isUnauthorized { targets = [:] }
      } else if let time {
        ledger.change { $0.commit(by: coordinator, took: time) }
        log.succeeded(.commit(coordinator: coordinator))
      }
    }
  }

  /// - Returns: what went wrong; nil when the commit is made.
  private static func commit(
    _ position: Int64, _ group: String, _ coordinator: Int32, _ client: KafkaClient, _ settings: ProbeSettings,
    _ deadline: ContinuousClock.Instant
  ) async -> ProbeRefusal? {
    let request = OffsetCommitRequest(
      groupId: group, topics: [.init(name: settings.topic, partitions: [.init(partitionIndex: 0, committedOffset: position)])])
    do throws(ProbeRefusal) {
      let answer = try await client.ask(request, to: .broker(coordinator), versions: commitVersions, deadline: deadline)
      let code = answer.topics.first?.partitions.first?.errorCode ?? .unknownServerError
      return code == .none ? nil : ProbeRefusal(code)
    } catch {
      return error
    }
  }

  private func refused(_ operation: ProbeOperation, _ refusal: ProbeRefusal, _ subject: ProbeLog.Subject) {
    guard !Task.isCancelled else { return }
    ledger.change { $0.note(ProbeFacts.FailureKey(operation: operation.rawValue, reason: refusal.reason)) }
    log.failed(subject, refusal.text)
  }
}
