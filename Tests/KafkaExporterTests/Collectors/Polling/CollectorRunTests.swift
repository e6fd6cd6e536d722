import KafkaClient
import Testing
import Transport

@testable import KafkaExporter

struct CollectorRunTests {
  private struct Reporting: Collector {
    let name = "reporting"
    let interval = Duration.seconds(10)
    var failure: String?

    func collect(into state: inout ClusterState, _ poll: Poll) async -> CollectionReport {
      state.clusterID = "seen"
      var report = CollectionReport()
      if let failure { report.fail(failure) }
      return report
    }
  }

  /// A run of a poll that started at a moment, however late the run itself is.
  private func run(_ run: inout CollectorRun, started: Moment, on state: inout ClusterState) async throws {
    let loop = try EventLoop(name: "test")
    let client = KafkaClient(settings: ClientSettings(.plain, version: "test"), loop: loop)
    await run.run(
      on: &state, Poll(client: client, started: started, deadline: .now, settings: .plain, clock: MonotonicClock()), unixTime: { 1234 })
    await client.close()
    await loop.shutdown()
  }

  @Test func itIsDueAnIntervalAfterThePollThatRanIt() async throws {
    var collector = CollectorRun(Reporting())
    var state = ClusterState()
    #expect(collector.isDue(at: .seconds(0)))
    try await run(&collector, started: .seconds(100), on: &state)
    #expect(state.clusterID == "seen")
    #expect(collector.started == .seconds(100))
    #expect(!collector.isDue(at: .seconds(105)))
    // A timer may be a little early.
    #expect(collector.isDue(at: .seconds(109.9)))
    #expect(collector.isDue(at: .seconds(110)))
  }

  @Test func itsFactsTellHowTheLastRunWentAndWhenOneSucceeded() async throws {
    var state = ClusterState()
    var good = CollectorRun(Reporting())
    #expect(good.facts.succeeded == nil)
    try await run(&good, started: .seconds(0), on: &state)
    #expect(good.facts.succeeded == true)
    #expect(good.facts.lastSuccess == 1234)
    #expect(good.facts.durationSeconds.map { $0 >= 0 } == true)
    var bad = CollectorRun(Reporting(failure: "no"))
    try await run(&bad, started: .seconds(0), on: &state)
    #expect(bad.facts.succeeded == false)
    #expect(bad.facts.lastSuccess == nil)
    #expect(bad.facts.failure == "no")
  }

  @Test func commitsAreReadBeforeEndOffsetsWhateverIsCollected() throws {
    for collects in [Collectors.everything, .everythingAndLastStableOffsets, .lag] {
      let names = collects.list(ClusterConfiguration.plain.intervals).map(\.name)
      let commits = try #require(names.firstIndex(of: "commits"))
      let ends = try #require(names.firstIndex(of: "log_end_offsets"))
      #expect(commits < ends)
      #expect(Set(names).count == names.count)
    }
  }
}
