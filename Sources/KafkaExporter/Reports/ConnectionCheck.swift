import KafkaClient
import KafkaProtocol
import Transport

/// What `exporter check` does: goes the exporter's own way to a cluster, step by step, and says of each whether it works.
package struct ConnectionCheck: Sendable {
  /// How a step went.
  package struct Finding: Sendable, Equatable {
    package enum Verdict: String, Sendable {
      case ok
      /// Works, but less is seen than there may be.
      case limited
      case failed
    }

    package var verdict: Verdict
    package var text: String
    /// What to do about it.
    package var advice: String?
  }

  private let configuration: ClusterConfiguration
  private let version: String

  package init(_ configuration: ClusterConfiguration, version: String) {
    self.configuration = configuration
    self.version = version
  }

  /// - Parameter tell: gets every finding as soon as it is there.
  /// - Returns: whether nothing failed.
  /// - Throws: `TransportError` when the system has no thread for the event loop.
  package func run(tell: (Finding) -> Void) async throws -> Bool {
    let loop = try EventLoop(name: "check")
    var failures = 0
    let note: (Finding) -> Void = { finding in
      if finding.verdict == .failed { failures += 1 }
      tell(finding)
    }
    let described = await bootstrap(loop, note)
    if let described { await brokers(described, loop, note) }
    await loop.shutdown()
    if let described { try await poll(described, note) }
    return failures == 0
  }

  // MARK: - Reaching brokers

  /// Asks every bootstrap address who the brokers are. One that answers is enough for the exporter, so the others only limit.
  private func bootstrap(_ loop: EventLoop, _ note: (Finding) -> Void) async -> DescribeClusterResponse? {
    let answers = await atOnce(configuration.bootstrap) { await describe($0, loop) }
    let anyWorks = answers.contains { if case .success = $0.value { true } else { false } }
    var described: DescribeClusterResponse?
    for (address, answer) in answers {
      switch answer {
      case .success(let cluster):
        described = described ?? cluster
        note(
          Finding(
            verdict: .ok,
            text: "bootstrap \(address) answers: cluster \(cluster.clusterId), \(cluster.brokers.count { !$0.isFenced }) brokers"))
      case .failure(let error):
        note(
          Finding(
            verdict: anyWorks ? .limited : .failed, text: "bootstrap \(address): \(error.detail)", advice: Self.advice(on: error, address)))
      }
    }
    return described
  }

  /// Goes to the addresses that the brokers advertise, which need not be the ones that were configured.
  private func brokers(_ cluster: DescribeClusterResponse, _ loop: EventLoop, _ note: (Finding) -> Void) async {
    for broker in cluster.brokers where broker.isFenced {
      note(
        Finding(
          verdict: .failed,
          text: "broker \(broker.brokerId) at \(broker.host):\(broker.port) is fenced: the controller does not hear from it",
          advice: "is it running? If it is gone for good, unregister it"))
    }
    let answers = await atOnce(cluster.brokers.filter { !$0.isFenced }) { broker -> (String, KafkaClientError?) in
      guard let address = try? HostPort(host: broker.host, port: Int(broker.port)) else {
        return ("\(broker.host):\(broker.port)", KafkaClientError(.unreachable, detail: "not an address"))
      }
      if case .failure(let error) = await describe(address, loop) { return (address.description, error) }
      return (address.description, nil)
    }
    for (broker, (address, error)) in answers {
      let rack = broker.rack.map { ", rack \($0)" } ?? ""
      guard let error else {
        note(Finding(verdict: .ok, text: "broker \(broker.brokerId) at \(address) answers\(rack)"))
        continue
      }
      note(
        Finding(
          verdict: .failed, text: "broker \(broker.brokerId) at \(address)\(rack): \(error.detail)",
          advice: "this is the address the broker advertises; if it can't be reached from here, see the broker's advertised.listeners"))
    }
  }

  private func describe(_ address: HostPort, _ loop: EventLoop) async -> Result<DescribeClusterResponse, KafkaClientError> {
    var settings = ClientSettings(configuration, version: version)
    settings.bootstrap = [address]
    let client = KafkaClient(settings: settings, loop: loop)
    let deadline = ContinuousClock.now + settings.requestTimeout
    let result = await outcome { () async throws(KafkaClientError) in
      let answer = try await Self.describe(client, deadline: deadline)
      guard answer.errorCode == .none else {
        throw KafkaClientError(.rejected, api: .describeCluster, address: address, detail: answer.errorCode.name)
      }
      return answer
    }
    await client.close()
    return result
  }

  /// Also the brokers that the controller has given up, where brokers tell (KIP-1073, from Kafka 4.0 on).
  private static func describe(
    _ client: KafkaClient, deadline: ContinuousClock.Instant
  ) async throws(KafkaClientError) -> DescribeClusterResponse {
    do throws(KafkaClientError) {
      let request = DescribeClusterRequest(includeClusterAuthorizedOperations: true, includeFencedBrokers: true)
      return try await client.send(request, to: .any, versions: 2...2, deadline: deadline)
    } catch  where error.reason == .unsupported {
      let request = DescribeClusterRequest(includeClusterAuthorizedOperations: true)
      return try await client.send(request, to: .any, versions: 0...1, deadline: deadline)
    }
  }

  static func advice(on error: KafkaClientError, _ address: HostPort) -> String? {
    switch error.reason {
    case .unreachable: "is a broker listening on \(address), and can this machine reach it?"
    case .timeout, .malformed, .disconnected, .rejected:
      "something listens on \(address) but does not answer as Kafka does: is it a plaintext Kafka listener?"
    default: nil
    }
  }

  // MARK: - Reading

  /// One poll, as the exporter makes it: what each collector came to, and which permissions it missed.
  private func poll(_ cluster: DescribeClusterResponse, _ note: (Finding) -> Void) async throws {
    let inspection = try Inspection(configuration, version: version)
    let page = await inspection.poll()
    await inspection.close()
    let snapshot = page.snapshot
    for finding in Self.findings(snapshot) { note(finding) }
    note(Finding(verdict: .ok, text: Self.summary(of: snapshot)))
    for hint in Self.hints(snapshot, AuthorizedOperations(cluster.clusterAuthorizedOperations)) { note(hint) }
  }

  /// How each collector fared, and what it was not allowed to see.
  static func findings(_ snapshot: ClusterSnapshot) -> [Finding] {
    let collectors = snapshot.collectors.map { collector in
      if let failure = collector.failure { return Finding(verdict: .failed, text: "\(collector.name): \(failure)") }
      let milliseconds = Int(((collector.durationSeconds ?? 0) * 1000).rounded())
      return Finding(verdict: .ok, text: "\(collector.name): read in \(milliseconds) ms")
    }
    let unauthorized = snapshot.missing.filter { $0.reason == MissingReason.unauthorized.rawValue }
    return collectors
      + unauthorized.map { missing in
        Finding(
          verdict: .limited, text: "\(missing.count) × \(missing.fact): not authorized",
          advice: Fact(rawValue: missing.fact).map { "grant \($0.permission)" })
      }
  }

  static func summary(of snapshot: ClusterSnapshot) -> String {
    "seen: \(snapshot.layout.topics.count) topics, \(snapshot.layout.partitionCount) partitions, \(snapshot.groups.count) groups"
  }

  /// Kafka leaves out what may not be seen without a word; what the broker says of permissions shows where that may be so.
  ///
  /// - Parameter allowed: what the exporter may do on the cluster; nil where the broker does not tell.
  static func hints(_ snapshot: ClusterSnapshot, _ allowed: AuthorizedOperations?) -> [Finding] {
    var hints: [Finding] = []
    if snapshot.layout.topics.isEmpty {
      hints.append(
        Finding(
          verdict: .limited, text: "no topic is seen", advice: "if there are topics, grant \(Fact.topic.permission), or see the filters"))
    }
    if let allowed, !allowed.contains(.describe) {
      hints.append(
        Finding(
          verdict: .limited, text: "without DESCRIBE on the cluster only groups with a DESCRIBE permission of their own are seen",
          advice: "grant \(Fact.controller.permission)"))
    }
    return hints
  }
}

extension Fact {
  /// The Kafka permission that it takes to read it.
  var permission: String {
    switch self {
    case .controller: "DESCRIBE on the cluster"
    case .topicConfig: "DESCRIBE_CONFIGS on the topics"
    case .topic, .logStartOffset, .logEndOffset, .lastStableOffset: "DESCRIBE on the topics"
    case .groupDescription, .groupCommits, .committedOffset: "DESCRIBE on the groups"
    }
  }
}

/// The operations that a broker says the client may do, as bits numbered like `AclOperation` (KIP-430).
struct AuthorizedOperations: OptionSet {
  let rawValue: Int32

  init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// Nil when the broker did not tell, which it does by the smallest number there is.
  init?(_ field: Int32) {
    guard field != .min else { return nil }
    rawValue = field
  }

  static let describe = AuthorizedOperations(rawValue: 1 << 8)
}
