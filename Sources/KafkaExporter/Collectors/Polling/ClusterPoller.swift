import KafkaClient

/// Polls one cluster on schedule and makes a snapshot after each poll. It starts without the cluster, and never ends because of it.
///
/// Polls don't overlap: one that takes longer than the interval is followed by the next at its regular time, and what was skipped is counted.
package actor ClusterPoller {
  private let client: KafkaClient
  private let configuration: ClusterConfiguration
  private let ledger: RequestLedger
  private let unixTime: @Sendable () -> Double
  private let clock = MonotonicClock()

  private var state = ClusterState()
  private var runs: [CollectorRun]
  private var schedule: PollSchedule
  private var pollsSkipped: UInt64 = 0

  /// - Parameter collectors: in the order of a poll.
  init(
    configuration: ClusterConfiguration, client: KafkaClient, ledger: RequestLedger, collectors: [any Collector],
    unixTime: @escaping @Sendable () -> Double
  ) {
    self.configuration = configuration
    self.client = client
    self.ledger = ledger
    self.unixTime = unixTime
    schedule = PollSchedule(interval: configuration.intervals.shortest)
    runs = collectors.map(CollectorRun.init)
  }

  /// What a poll came to.
  package struct Outcome: Sendable {
    package let snapshot: ClusterSnapshot
    /// By collector: answers that say something could not be had. Brokers that gave no answer are not in it.
    let badAnswers: [String: String]
    /// Regular times that went by because a poll took longer, since the start.
    let pollsSkipped: UInt64
  }

  /// Polls until the task is cancelled, handing out what each poll came to.
  func run(handOut: (Outcome) async -> Void) async {
    schedule.start(at: .now)
    while !Task.isCancelled {
      let outcome = await poll()
      guard !Task.isCancelled else { return }
      await handOut(outcome)
      pollsSkipped += schedule.advance(past: .now)
      try? await Task.sleep(until: schedule.next, clock: .continuous)
    }
  }

  /// One poll of what is due, or of everything.
  package func poll(everything: Bool = false) async -> Outcome {
    let started = clock.now
    let patience = max(configuration.intervals.shortest, client.settings.requestTimeout * 2)
    let poll = Poll(client: client, started: started, deadline: .now + patience, settings: configuration, clock: clock)
    // The collectors change the state while they wait, so it is taken out of the actor meanwhile: no copy, and nobody else to see it half done.
    var state = ClusterState()
    swap(&state, &self.state)
    for index in runs.indices where everything || runs[index].isDue(at: started) {
      guard !Task.isCancelled else { break }
      var run = runs[index]
      await run.run(on: &state, poll, unixTime: unixTime)
      runs[index] = run
    }
    self.state = state
    let builder = SnapshotBuilder(configuration, now: clock.now, unixTime: unixTime())
    let snapshot = builder.build(self.state, runs, brokerFacts: ledger.record(of:))
    let badAnswers = runs.compactMap { run in run.report.badAnswer.map { (run.collector.name, $0) } }
    return Outcome(snapshot: snapshot, badAnswers: Dictionary(badAnswers) { $1 }, pollsSkipped: pollsSkipped)
  }
}
