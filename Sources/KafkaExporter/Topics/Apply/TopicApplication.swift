import KafkaClient
import Transport
import YAML

/// What `exporter topics apply` does to one cluster: finds what there is, tells the plan, creates what is missing, and returns when clients may come.
package struct TopicApplication: Sendable {
  /// What is told while it goes on.
  package enum Message: Sendable, Equatable {
    /// The plan and what became of it.
    case line(String)
    /// What is waited for.
    case notice(String)
  }

  private let configuration: ClusterConfiguration
  private let version: String
  private let topics: [WantedTopic]
  private let isDryRun: Bool
  private let wait: Duration
  private let standstill: Duration

  /// - Parameters:
  ///   - wait: how long brokers that do not answer yet, or are too few, are waited for.
  ///   - standstill: when nothing more got done for so long though the cluster answered, the rest is given up. A controller that died is replaced within a
  ///     third of what it is by default.
  package init(
    _ configuration: ClusterConfiguration, version: String, topics: [WantedTopic], isDryRun: Bool, wait: Duration,
    standstill: Duration = .seconds(30)
  ) {
    self.configuration = configuration
    self.version = version
    self.topics = topics
    self.isDryRun = isDryRun
    self.wait = wait
    self.standstill = standstill
  }

  /// - Returns: whether every topic of the file is there, or with a dry run could be; that some differ is told and no failure.
  /// - Throws: `TransportError` when the system has no thread for the event loop.
  package func run(tell: @escaping (Message) -> Void) async throws -> Bool {
    let loop = try EventLoop(name: "topics")
    var settings = ClientSettings(configuration, version: version)
    // Somebody waits: a broker that has come is to be found soon.
    settings.reconnect = Backoff(initial: .milliseconds(100), maximum: .seconds(1))
    let client = KafkaClient(settings: settings, loop: loop)
    let succeeded = await apply(client, tell)
    await client.close()
    await loop.shutdown()
    return succeeded
  }

  private func apply(_ client: KafkaClient, _ tell: @escaping (Message) -> Void) async -> Bool {
    let arrival = ContinuousClock.now + wait
    let reads = TopicReads(client: client)
    do throws(TopicRefusal) {
      let plan = TopicPlan(topics, found: try await find(topics, reads, until: arrival, tell))
      for line in plan.lines(bootstrap: bootstrap) { tell(.line(line)) }
      var isWhole = plan.refusals == 0
      if isDryRun {
        isWhole = await judge(plan, client, arrival, tell) && isWhole
      } else if !plan.creations.isEmpty {
        isWhole = await create(plan, client, arrival, tell) && isWhole
      }
      let leaderless = plan.entries.filter { !$0.leaderless.isEmpty }.map(\.topic.name)
      // Who asked to wait wants to use the topics, whoever created them.
      if !isDryRun, wait > .zero { isWhole = await awaitLeaders(leaderless, reads, until: arrival, tell) && isWhole }
      return isWhole
    } catch {
      fail("the topics can not be read", error, tell)
      return false
    }
  }

  // MARK: - Finding

  /// Asks until the cluster answers.
  private func find(
    _ topics: [WantedTopic], _ reads: TopicReads, until deadline: ContinuousClock.Instant, _ tell: (Message) -> Void
  ) async throws(TopicRefusal) -> [String: FoundTopic] {
    var patience = Patience(until: deadline)
    while true {
      do throws(TopicRefusal) {
        return try await reads.find(topics)
      } catch {
        guard error.prospect == .passing, await patience.pause() else { throw error }
        if patience.isNews(error.text) { tell(.notice("waiting up to \(UnitText.text(of: wait)) for the cluster: \(error.text)")) }
      }
    }
  }

  // MARK: - Creating

  /// Has the brokers judge what would be created.
  private func judge(
    _ plan: TopicPlan, _ client: KafkaClient, _ arrival: ContinuousClock.Instant, _ tell: @escaping (Message) -> Void
  ) async -> Bool {
    let rounds = await outcomes(of: plan.creations, client, onlyValidates: true, arrival, tell)
    let refused = refusals(plan.creations, rounds)
    for (name, refusal) in refused { fail(name, refusal, tell) }
    let taken = plan.creations.count - refused.count
    let would = plan.creations.isEmpty ? "" : "; the brokers would create \(taken) of \(plan.creations.count)"
    tell(.line("nothing was changed (--dry-run)\(would)"))
    return refused.isEmpty
  }

  private func create(
    _ plan: TopicPlan, _ client: KafkaClient, _ arrival: ContinuousClock.Instant, _ tell: @escaping (Message) -> Void
  ) async -> Bool {
    let outcomes = await outcomes(of: plan.creations, client, onlyValidates: false, arrival, tell)
    let refused = refusals(plan.creations, outcomes)
    for (name, refusal) in refused { fail(name, refusal, tell) }
    let reads = TopicReads(client: client)
    let there = plan.creations.filter { outcomes[$0.name] == .created || outcomes[$0.name] == .exists }
    let isReady = await awaitLeaders(
      there.map(\.name), reads, until: max(arrival, .now + standstill), tell)
    let wereQuicker = await compare(there.filter { outcomes[$0.name] == .exists }, reads, tell)
    let created = there.count { outcomes[$0.name] == .created }
    tell(.line("created \(created) of \(plan.creations.count)" + (isReady && !there.isEmpty ? "; every partition has a leader" : "")))
    return refused.isEmpty && isReady && wereQuicker
  }

  private func outcomes(
    of topics: [WantedTopic], _ client: KafkaClient, onlyValidates: Bool, _ arrival: ContinuousClock.Instant,
    _ tell: @escaping (Message) -> Void
  ) async -> [String: TopicCreation.Outcome] {
    var rounds = TopicRounds(client: client, onlyValidates: onlyValidates, arrival: arrival, standstill: standstill) { tell(.notice($0)) }
    await rounds.run(topics)
    return rounds.outcomes
  }

  private func refusals(
    _ topics: [WantedTopic], _ outcomes: [String: TopicCreation.Outcome]
  ) -> [(name: String, refusal: TopicRefusal)] {
    topics.compactMap { topic in
      guard case .refused(let refusal) = outcomes[topic.name] else { return nil }
      return (topic.name, refusal)
    }
  }

  /// What others created meanwhile need not be what the file wants.
  private func compare(_ topics: [WantedTopic], _ reads: TopicReads, _ tell: (Message) -> Void) async -> Bool {
    guard !topics.isEmpty else { return true }
    tell(.line("created by somebody else meanwhile:"))
    do throws(TopicRefusal) {
      let plan = TopicPlan(topics, found: try await find(topics, reads, until: .now + standstill, tell))
      for line in plan.lines(bootstrap: bootstrap).dropLast() { tell(.line(line)) }
      return plan.refusals == 0
    } catch {
      fail("the topics can not be read", error, tell)
      return false
    }
  }

  // MARK: - Leaders

  /// Waits until every broker that answers knows the topics with their leaders.
  private func awaitLeaders(
    _ names: [String], _ reads: TopicReads, until deadline: ContinuousClock.Instant, _ tell: (Message) -> Void
  ) async -> Bool {
    guard !names.isEmpty else { return true }
    var patience = Patience(until: deadline)
    var rest = names
    while true {
      do throws(TopicRefusal) {
        let unready = try await reads.unready(rest)
        rest = rest.filter { unready[$0] != nil }
        guard !rest.isEmpty else { return true }
        guard await patience.pause() else {
          for name in rest { fail(name, TopicRefusal("it is not ready: \(unready[name] ?? "")"), tell) }
          return false
        }
      } catch {
        guard await patience.pause() else {
          fail("whether the topics have leaders can not be read", error, tell)
          return false
        }
      }
    }
  }

  // MARK: - Words

  private func fail(_ what: String, _ refusal: TopicRefusal, _ tell: (Message) -> Void) {
    tell(.line(TextTable.visible("FAILED  \(what): \(refusal.text)")))
    if let advice = refusal.advice { tell(.line("        \(advice)")) }
  }

  private var bootstrap: String { configuration.bootstrap.map(\.description).joined(separator: ",") }
}
