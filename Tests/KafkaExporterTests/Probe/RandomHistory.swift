import KafkaExporter

/// Numbers by chance that are the same for the same seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &+ 0x9E37_79B9_7F4A_7C15
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Two partitions whose logs do what logs do, and a ledger that is told of it as the probe's threads would.
struct RandomHistory {
  /// Nil for a record of somebody else.
  private var logs: [[UInt64?]] = [[], []]
  private var next = [0, 0]
  private var leader: [Int32] = [1, 2]
  /// In the log, or nowhere, and not yet reported.
  private var inFlight: [(sequence: UInt64, partition: Int, offset: Int?)] = []
  /// Acknowledged, not read, and where.
  private var unread: [UInt64: (partition: Int, offset: Int)] = [:]
  private(set) var trulyLost = 0
  var ledger: ProbeLedger

  init(ledger: ProbeLedger) {
    self.ledger = ledger
  }

  mutating func step(_ random: inout SeededNumbers, at now: ContinuousClock.Instant) {
    let partition = Int.random(in: 0...1, using: &random)
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<30: send(partition, reachesTheLog: Bool.random(using: &random) || Bool.random(using: &random), at: now)
    case 30..<55: report(&random, at: now)
    case 55..<88: read(partition, at: now)
    case 88..<92: logs[partition].append(nil)
    case 92..<95: leader[partition] = Int32.random(in: 1...3, using: &random)
    case 95..<98: repeatRecord(partition, &random)
    default: cut(partition, &random, at: now)
    }
  }

  mutating func readEverything(at now: ContinuousClock.Instant) {
    var random = SeededNumbers(seed: 1)
    while !inFlight.isEmpty { report(&random, at: now) }
    for partition in logs.indices {
      // Somebody else's record behind all others passes every place.
      while let longest = unread.values.filter({ $0.partition == partition }).map(\.offset).max(), logs[partition].count <= longest + 1 {
        logs[partition].append(nil)
      }
      while next[partition] < logs[partition].count { read(partition, at: now) }
    }
  }

  private mutating func send(_ partition: Int, reachesTheLog: Bool, at now: ContinuousClock.Instant) {
    guard let sequence = ledger.send(to: Int32(partition), of: leader[partition], at: now) else { return }
    if reachesTheLog { logs[partition].append(sequence) }
    inFlight.append((sequence, partition, reachesTheLog ? logs[partition].count - 1 : nil))
  }

  private mutating func report(_ random: inout SeededNumbers, at now: ContinuousClock.Instant) {
    guard let place = inFlight.indices.randomElement(using: &random) else { return }
    let record = inFlight.remove(at: place)
    guard let offset = record.offset, Int.random(in: 0..<10, using: &random) > 0 else {
      ledger.fail(record.sequence, FailureReason.allCases.randomElement(using: &random) ?? .other, at: now)
      return
    }
    ledger.acknowledge(record.sequence, offset: Int64(offset), at: now)
    if !wasRead.contains(record.sequence) { unread[record.sequence] = (record.partition, offset) }
  }

  private var wasRead: Set<UInt64> = []

  private mutating func read(_ partition: Int, at now: ContinuousClock.Instant) {
    guard next[partition] < logs[partition].count else { return }
    let offset = next[partition]
    let sequence = logs[partition][offset]
    next[partition] += 1
    ledger.read(Int32(partition), offset: Int64(offset), sequence: sequence, at: now)
    if let sequence {
      wasRead.insert(sequence)
      unread[sequence] = nil
    }
    for (sequence, place) in unread where place.partition == partition && place.offset <= offset {
      unread[sequence] = nil
      trulyLost += 1
    }
  }

  /// A retry that was not needed: the record is in the log a second time.
  private mutating func repeatRecord(_ partition: Int, _ random: inout SeededNumbers) {
    guard let again = logs[partition].compactMap(\.self).randomElement(using: &random), wasRead.contains(again) else { return }
    logs[partition].append(again)
  }

  /// An unclean election: the end of the log is gone, reported or not. The reader begins anew where the log ends, or where it was.
  private mutating func cut(_ partition: Int, _ random: inout SeededNumbers, at now: ContinuousClock.Instant) {
    guard inFlight.allSatisfy({ $0.partition != partition }) else { return }
    let end = max(0, logs[partition].count - Int.random(in: 0...5, using: &random))
    logs[partition].removeSubrange(end...)
    next[partition] = min(next[partition], end)
    guard Bool.random(using: &random) else { return }
    ledger.cut(Int32(partition), at: Int64(end), acknowledgedBy: now, now: now)
    for (sequence, place) in unread where place.partition == partition && place.offset >= end {
      unread[sequence] = nil
      trulyLost += 1
    }
  }
}
