import Testing

@testable import KafkaSimulator

/// The log without a server: what scenarios do to it, against a log with one element a record.
struct LogModelTests {
  private let cluster = SimulatedCluster(brokers: [Broker(id: 1)], startingAt: Timestamp(milliseconds: 1_800_000_000_000))

  private func times(_ entries: [LogEntry], _ offsets: Range<Int64>) -> [Int64] {
    offsets.compactMap { offset in
      entries.first { $0.nextOffset > offset }.flatMap { $0.firstRecord(notBefore: .min, from: offset)?.timestamp }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>) func lookupsAgreeWithANaiveLogWhateverHappenedBefore(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let topic = try cluster.createTopic("orders", partitions: 1)
    var naive = NaiveLog()
    var now: Int64 = 1_800_000_000_000
    if Bool.random(using: &random) {
      cluster.seed(topic, records: 100, ofSize: 10, after: Timestamp(milliseconds: now - 5_000), upTo: Timestamp(milliseconds: now))
      naive.append(times(topic.entries(of: topic.partitions[0]), 0..<100))
    }
    // Fewer changes than make a log join its runs, so that nothing may move.
    for _ in 0..<60 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<7:
        let span = Int64.random(in: 0...2_000, using: &random)
        let count = Int64.random(in: 1...40, using: &random)
        cluster.append(
          count, ofSize: 10, to: topic, 0, after: Timestamp(milliseconds: now), upTo: Timestamp(milliseconds: now + span))
        now += span
        let appended = times(topic.entries(of: topic.partitions[0]), naive.logEnd..<naive.logEnd + count)
        #expect(appended.count == Int(count) && appended.allSatisfy { $0 <= now })
        naive.append(appended)
      case 7..<9:
        let offset = Int64.random(in: 0...naive.logEnd, using: &random)
        cluster.deleteRecords(of: topic, 0, before: offset)
        naive.deleteRecords(before: offset)
      default:
        let offset = Int64.random(in: max(0, naive.logEnd - 50)...naive.logEnd, using: &random)
        cluster.truncate(topic, 0, to: offset)
        naive.truncate(to: offset)
      }
      let partition = topic.partitions[0]
      #expect(partition.logStart == naive.logStart && partition.logEnd == naive.logEnd)
      let moment = now - Int64.random(in: -100...40_000, using: &random)
      let entries = topic.entries(of: partition)
      #expect(topic.firstRecord(of: partition, notBefore: moment)?.offset == naive.firstOffset(notBefore: moment))
      #expect(times(entries, partition.logStart..<partition.logEnd) == Array(naive.times[Int(naive.logStart)...]))
      #expect(zip(naive.times, naive.times.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  @Test func aLogStaysSmallAndInOrderWhileItsRateChangesForHours() throws {
    let topic = try cluster.createTopic("orders", partitions: 1)
    var random = SeededGenerator(seed: 1)
    let start = cluster.now.milliseconds
    var appendedAt: [(offset: Int64, time: Int64)] = []
    for second in 1...20_000 as ClosedRange<Int64> {
      let end = Timestamp(milliseconds: start + second * 1_000)
      cluster.append(
        Int64.random(in: 1...100, using: &random), ofSize: 10, to: topic, 0, after: Timestamp(milliseconds: end.milliseconds - 1_000),
        upTo: end)
      appendedAt.append((topic.partitions[0].logEnd - 1, end.milliseconds))
    }
    let entries = topic.entries(of: topic.partitions[0])
    #expect(entries.count <= 128)
    #expect(entries.first?.baseOffset == 0 && entries.last?.nextOffset == topic.partitions[0].logEnd)
    #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.nextOffset == $1.baseOffset && $0.maxTimestamp <= $1.maxTimestamp })
    // What moved, moved little for its age.
    for (offset, time) in appendedAt {
      let moved = times(entries, offset..<offset + 1)[0] - time
      #expect(Double(abs(moved)) <= 2_000 + 0.05 * Double(start + 20_000_000 - time), "offset \(offset)")
    }
  }

  @Test func steadyTrafficIsOneRunAndNoTimeEverMoves() throws {
    let topic = try cluster.createTopic("orders", partitions: 1)
    var seen: [Int64] = []
    for tick in 1...1_000 as ClosedRange<Int64> {
      let end = Timestamp(milliseconds: cluster.now.milliseconds + tick * 20)
      cluster.append(7, ofSize: 100, to: topic, 0, after: Timestamp(milliseconds: end.milliseconds - 20), upTo: end)
      seen += times(topic.entries(of: topic.partitions[0]), topic.partitions[0].logEnd - 7..<topic.partitions[0].logEnd)
    }
    let entries = topic.entries(of: topic.partitions[0])
    #expect(entries.count == 1)
    #expect(times(entries, 0..<7_000) == seen)
    #expect(entries.last?.maxTimestamp == cluster.now.milliseconds + 20_000)
  }

  @Test func aSeededPartitionHasNoLogOfItsOwnUntilRecordsAreAppended() throws {
    let topic = try cluster.createTopic("orders", partitions: 3)
    let now = cluster.now
    cluster.seed(topic, records: 1_000, ofSize: 100, after: now + .seconds(-1_000), upTo: now)
    cluster.deleteRecords(of: topic, 1, before: 600)
    #expect(topic.partitions.allSatisfy { $0.log == nil })
    #expect(topic.partitions.map(\.logEnd) == [1_000, 1_000, 1_000] && topic.partitions.map(\.logStart) == [0, 600, 0])
    #expect(topic.size(of: topic.partitions[1]) * 10 == topic.size(of: topic.partitions[0]) * 4)
    cluster.append(1, ofSize: 100, to: topic, 1, after: now, upTo: now + .seconds(1))
    #expect(topic.partitions.map { $0.log != nil } == [false, true, false])
    // The records before the append are what they were.
    let offsets = 600..<1_000 as Range<Int64>
    #expect(times(topic.entries(of: topic.partitions[1]), offsets) == times(topic.entries(of: topic.partitions[0]), offsets))
  }

  @Test func whateverASpanOrACountNothingOverflows() throws {
    let topic = try cluster.createTopic("orders", partitions: 2)
    let moments = [Int64.min, -1, 0, cluster.now.milliseconds, .max].map { Timestamp(milliseconds: $0) }
    for start in moments {
      for end in moments {
        for count in [1, .max / 2, 1] as [Int64] { cluster.append(count, ofSize: .max, to: topic, 0, after: start, upTo: end) }
      }
    }
    #expect(topic.partitions[0].logEnd == SimulatedCluster.highestOffset)
    #expect(topic.size(of: topic.partitions[0]) > 0)
    let spanned = try cluster.createTopic("history", partitions: 1)
    cluster.seed(spanned, records: .max, ofSize: .max, after: moments[0], upTo: moments[4])
    #expect(spanned.firstRecord(of: spanned.partitions[0], notBefore: .max) == nil)
    #expect(spanned.firstRecord(of: spanned.partitions[0], notBefore: 0)?.offset == 0)
  }

  @Test func nothingIsAppendedWithoutALeaderOrToAPartitionThatIsNotThere() throws {
    let topic = try cluster.createTopic("orders", partitions: 1)
    cluster.stopBroker(1)
    #expect(!cluster.append(5, ofSize: 10, to: topic, 0, after: cluster.now, upTo: cluster.now))
    cluster.startBroker(1)
    #expect(!cluster.append(5, ofSize: 10, to: topic, 1, after: cluster.now, upTo: cluster.now))
    #expect(!cluster.append(-5, ofSize: 10, to: topic, 0, after: cluster.now, upTo: cluster.now))
    #expect(cluster.append(5, ofSize: 10, to: topic, 0, after: cluster.now, upTo: cluster.now))
    #expect(topic.partitions[0].logEnd == 5)
  }

  @Test func aMillionIdlePartitionsTakeAFewTensOfBytesEach() {
    #expect(MemoryLayout<Partition>.stride <= 64)
  }
}
