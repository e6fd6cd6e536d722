import KafkaClient

/// Creates topics batch by batch, and again those that failed in passing; what is refused for good holds up nobody.
struct TopicRounds {
  private let creation: TopicCreation
  private let client: KafkaClient
  /// Until when brokers that are still to come are waited for.
  private let arrival: ContinuousClock.Instant
  private let notice: (String) -> Void
  private(set) var outcomes: [String: TopicCreation.Outcome] = [:]

  /// When nothing got done for so long, the rest is given up.
  private let standstill: Duration

  init(
    client: KafkaClient, onlyValidates: Bool, arrival: ContinuousClock.Instant, standstill: Duration, notice: @escaping (String) -> Void
  ) {
    self.client = client
    self.arrival = arrival
    self.standstill = standstill
    self.notice = notice
    creation = TopicCreation(client: client, onlyValidates: onlyValidates)
  }

  /// - Returns: when every topic has an outcome that stays.
  mutating func run(_ topics: [WantedTopic]) async {
    var pending = topics
    var patience = Patience(until: max(arrival, .now + standstill))
    while true {
      let (rest, throttle) = await round(pending)
      guard !rest.isEmpty else { return }
      if rest.count < pending.count { patience.extend(until: .now + standstill) }
      pending = rest
      if let first = rest.first, case .refused(let refusal) = outcomes[first.name], patience.isNews(refusal.text) {
        notice("\(rest.count) not created yet; trying again: \(first.name): \(refusal.text)")
      }
      guard await patience.pause(atLeast: throttle) else { return }
    }
  }

  /// Each pending topic once.
  ///
  /// - Returns: those that are worth another try, and how long the brokers want to be left alone.
  private mutating func round(_ topics: [WantedTopic]) async -> (rest: [WantedTopic], throttle: Duration) {
    var rest: [WantedTopic] = []
    var throttle = Duration.zero
    let controller = await controller()
    for batch in TopicCreation.batches(topics) {
      // Asked to wait, one waits, or the next answer comes as much later (KIP-219).
      if throttle > .zero, (try? await Task.sleep(for: min(throttle, standstill))) == nil { return (topics, throttle) }
      let answer = await creation.create(batch, at: controller)
      throttle = answer.throttle
      for topic in batch {
        outcomes[topic.name] = answer.outcomes[topic.name]
        if isWorthAnother(answer.outcomes[topic.name]) { rest.append(topic) }
      }
    }
    return (rest, throttle)
  }

  /// Looked for in every round, for it may have moved; any broker when nobody knows.
  private func controller() async -> Destination {
    let deadline = ContinuousClock.now + client.settings.requestTimeout
    let metadata = await outcome { () async throws(KafkaClientError) in try await client.topicMetadata(of: [], deadline: deadline) }
    guard case .success(let found) = metadata else { return .any }
    return found.controller
  }

  private func isWorthAnother(_ outcome: TopicCreation.Outcome?) -> Bool {
    guard case .refused(let refusal) = outcome else { return false }
    return switch refusal.prospect {
    case .final: false
    case .passing: true
    case .whenMoreBrokersCome: ContinuousClock.now < arrival
    }
  }
}
