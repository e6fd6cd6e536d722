/// Runs one collector when it is due, times it, and keeps how it went.
struct CollectorRun: Sendable {
  let collector: any Collector
  /// When the poll of the last run started; nil before the first.
  ///
  /// Not the run's own start: that is later whenever the collectors before it wait for a broker that hangs, and would make the next poll come too
  /// early for it, again and again.
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
    started = poll.started
    report = await collector.collect(into: &state, poll)
    facts.durationSeconds = begin.duration(to: .now).inSeconds
    facts.failure = report.summary
    facts.succeeded = report.failure == nil
    if report.failure == nil { facts.lastSuccess = unixTime() }
  }
}
