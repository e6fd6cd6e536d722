import Foundation
import TestSupport
import Testing

@testable import KafkaExporter

struct ProbePartsTests {
  static let start = ContinuousClock.now

  private func due(_ schedule: inout SendSchedule, _ partitions: Int, _ now: ContinuousClock.Instant) -> Int? {
    schedule.due(partitions: partitions, at: now)
  }

  private func seen(_ proof: inout CutProof, _ look: CutProof.Look) -> CutProof.Cut? {
    proof.look(at: 0, look, offset: 5)
  }

  @Test func aRecordCarriesItsNumber() {
    let id = ProbeRecordID(run: .max, sequence: 0x0102_0304_0506_0708)
    #expect(id.bytes.count == ProbeRecordID.byteCount)
    #expect(unsafe ProbeRecordID(id.bytes.span.bytes) == id)
    #expect(Array(id.bytes.suffix(8)) == [1, 2, 3, 4, 5, 6, 7, 8])
  }

  @Test func whatAnybodyElseWroteIsNoRecordOfAProbe() {
    let good = ProbeRecordID(run: 1, sequence: 2).bytes
    for bytes in [[], Array(good.dropLast()), good + [0], [UInt8](repeating: 0, count: 20), [0x4B, 0x58, 0x50, 0x02] + good.dropFirst(4)] {
      #expect(unsafe ProbeRecordID(bytes.span.bytes) == nil)
    }
  }

  @Test func recordsAreSpreadOverTheInterval() {
    var schedule = SendSchedule(interval: .milliseconds(90), start: Self.start)
    var sent: [Int: [Int]] = [:]
    for millisecond in 0..<900 {
      if let turn = schedule.due(partitions: 3, at: Self.start + .milliseconds(millisecond)) { sent[turn, default: []].append(millisecond) }
    }
    #expect(sent.keys.sorted() == [0, 1, 2])
    for times in sent.values {
      #expect(times.count == 10)
      for (one, next) in zip(times, times.dropFirst()) { #expect(next - one == 90) }
    }
  }

  @Test func whatWasMissedIsNotMadeUpFor() {
    var schedule = SendSchedule(interval: .milliseconds(100), start: Self.start)
    #expect(due(&schedule, 1, Self.start) == 0)
    let later = Self.start + .seconds(60)
    #expect(due(&schedule, 1, later) == 0)
    #expect(due(&schedule, 1, later) == nil)
    #expect(schedule.milliseconds(from: later, atMost: 250) == 100)
    #expect(due(&schedule, 0, later + .seconds(1)) == nil)
  }

  @Test func aWaitDoesNotEndBeforeItsTime() {
    let schedule = SendSchedule(interval: .milliseconds(100), start: Self.start + .microseconds(1500))
    #expect(schedule.milliseconds(from: Self.start, atMost: 250) == 2)
    #expect(schedule.milliseconds(from: Self.start + .seconds(1), atMost: 250) == 0)
    #expect(schedule.milliseconds(from: Self.start - .seconds(60), atMost: 250) == 250)
  }

  @Test func quantilesAreOfTheLastMinuteAndSumsOfAllTime() {
    var times = RecentTimes()
    #expect(times.summary([0.5], at: Self.start).quantiles.isEmpty)
    for number in 1...100 { times.add(Double(number), at: Self.start) }
    let all = times.summary([0.5, 0.99, 1], at: Self.start + .seconds(60))
    #expect(all.quantiles.map(\.value) == [50, 99, 100])
    let none = times.summary([0.5], at: Self.start + .seconds(61))
    #expect(none.quantiles.isEmpty)
    #expect(none.sum == 5050 && none.count == 100)
    times.add(7, at: Self.start + .seconds(90))
    #expect(times.summary([0.5], at: Self.start + .seconds(91)).quantiles.map(\.value) == [7])
  }

  @Test func theLastMinuteIsBoundedAndKeepsTheNewest() {
    var times = RecentTimes()
    for number in 0..<(3 * RecentTimes.capacity) { times.add(Double(number), at: Self.start) }
    let summary = times.summary([0.0], at: Self.start)
    #expect(summary.quantiles.map(\.value) == [Double(2 * RecentTimes.capacity)])
  }

  @Test func aCutMustBeSeenTwice() throws {
    var proof = CutProof()
    func look(_ end: Int64, _ epoch: Int32, _ second: Int) -> CutProof.Look {
      .init(end: end, leaderEpoch: epoch, asked: Self.start + .seconds(second))
    }
    #expect(seen(&proof, look(5, 3, 0)) == nil)
    #expect(seen(&proof, look(5, 3, 4)) == nil)
    #expect(seen(&proof, look(5, 3, 5)) == .init(end: 5, moment: Self.start))
    // The record is in the log after all: whoever said otherwise did not know better yet.
    #expect(seen(&proof, look(5, 3, 10)) == nil)
    #expect(seen(&proof, look(6, 4, 11)) == nil)
    #expect(seen(&proof, look(5, 4, 16)) == nil)
    // An older leader proves nothing.
    #expect(seen(&proof, look(5, 3, 30)) == nil)
    #expect(seen(&proof, look(5, 4, 31)) == nil)
    proof.forget(0)
    #expect(seen(&proof, look(5, 4, 40)) == nil)
  }

  /// Computed by `org.apache.kafka.common.utils.Utils.abs(name.hashCode) % 50`.
  @Test(arguments: [("", 0), ("a", 47), ("billing", 9), ("größe", 7), ("_kafka_exporter_probe-commits", 1)])
  func aGroupsPartitionIsTheOneThatKafkaComputes(group: String, partition: Int) {
    #expect(CommitTargets.partition(of: group, among: 50) == partition)
  }

  @Test func thereIsAGroupForEveryCoordinator() {
    let leaders: [Int32?] = [1, nil, 3, 2, 3, 3]
    let groups = CommitTargets.groups("probe-commits", leaders: leaders)
    #expect(groups.keys.sorted() == [1, 2, 3])
    for (coordinator, group) in groups { #expect(leaders[CommitTargets.partition(of: group, among: leaders.count)] == coordinator) }
    #expect(CommitTargets.groups("probe-commits", leaders: []).isEmpty)
    #expect(CommitTargets.groups("probe-commits", leaders: [nil, nil]).isEmpty)
  }

  @Test(
    arguments: [
      (-192, PartitionCondition.healthy, FailureReason.timedOut), (-192, .noLeader, .noLeader),
      (-192, .underMinimumInSync, .notEnoughReplicas), (-195, .healthy, .brokerGone), (-195, .noLeader, .noLeader),
      (-184, .noLeader, .queueFull),
      (29, .healthy, .unauthorized), (19, .healthy, .notEnoughReplicas), (87, .healthy, .rejected), (10, .healthy, .tooLarge),
      (3, .healthy, .unknownPartition), (-12345, .healthy, .other), (12345, .underMinimumInSync, .other),
    ] as [(Int32, PartitionCondition, FailureReason)])
  func reasonsAreAClosedSet(code: Int32, condition: PartitionCondition, reason: FailureReason) {
    #expect(FailureReason(RDKafkaCode(rawValue: code), condition) == reason)
  }

  /// A step of the wall clock can't change a figure when nobody asks the wall clock.
  @Test func nothingInTheProbeReadsTheWallClock() throws {
    let folder = URL(fileURLWithPath: packageRoot + "/Sources/KafkaExporter/Probe")
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)).compactMap { $0 as? URL }
    let sources = files.filter { $0.pathExtension == "swift" }
    #expect(sources.count > 20)
    for source in sources {
      let text = try String(contentsOf: source, encoding: .utf8)
      for clock in ["WallClock", "Date(", "CLOCK_REALTIME", "gettimeofday", "unixTime", "message_timestamp"] {
        #expect(!text.contains(clock), "\(source.lastPathComponent) has \(clock)")
      }
    }
  }

  @Test func aBrokerIsRemovedWhenItWasAwayForLong() {
    var absence = BrokerAbsence()
    let partitions = [ProbeTopicView.Partition(index: 0, leader: 1, replicas: [1, 2, 3], inSync: [1])]
    absence.note(ProbeTopicView(brokers: [.init(id: 1)], partitions: partitions), at: Self.start)
    absence.note(ProbeTopicView(brokers: [.init(id: 1), .init(id: 3)], partitions: partitions), at: Self.start + .seconds(200))
    absence.note(ProbeTopicView(brokers: [.init(id: 1)], partitions: partitions), at: Self.start + .seconds(250))
    #expect(absence.removed(at: Self.start + .seconds(299)).isEmpty)
    #expect(absence.removed(at: Self.start + .seconds(300)) == [2])
    #expect(absence.removed(at: Self.start + .seconds(550)) == [2, 3])
  }
}
