/// Runs one collector when it is due, times it, and keeps how it went.
struct CollectorRun: Sendable {
  let collector: any Collector
  /// When the last run started; nil before the first.
  private(set) var started: Moment?
  private(set) var facts: CollectorFacts
  private(set) var report = CollectionReport()

  init(_ collector: any Collector) {
    self.collector = collector
    facts = CollectorFacts(name: collector.name)
  }

  /// A tick that comes a little early still counts: timers are not exact, and a run put off to the next tick would halve the rate.
  func isDue(at now: Moment) -> Bool {
    guard let started else { return true }
    return now.seconds(since: started) >= collector.interval.inSeconds * 0.9
  }

  mutating func run(on state: inout ClusterState, _ poll: Poll, unixTime: () -> Double) async {
    let begin = ContinuousClock.now
    started = poll.now
    report = await collector.collect(into: &state, poll)
    facts.durationSeconds = begin.duration(to: .now).inSeconds
    facts.failure = report.summary
    facts.succeeded = facts.failure == nil
    if facts.failure == nil { facts.lastSuccess = unixTime() }
  }
}
