import KafkaProtocol

/// How the members of a group read and commit, all together: where they are in each partition, and how fast they can go on.
struct GroupReader {
  /// What is read of one topic.
  fileprivate struct Progress {
    let topic: String
    /// Tells a topic from one of the same name that was created later; nil before the first look.
    var id: KafkaUUID?
    /// The offset of the next record to read, by partition.
    var positions: [Int64] = []
    var isCommitted = true
  }

  let group: String
  /// Records a second; nil for as many as there are.
  private let rate: Double?
  private let commitInterval: Duration
  private var nextCommit: Duration
  private var progress: [Progress]
  /// Records that could have been read but for being a fraction.
  private var credit = 0.0
  /// Where reading begins, so that no partition is always the last to get its share.
  private var round = 0
  /// Nothing was left to read at the last look.
  private(set) var isCaughtUp = false

  /// - Parameter nextCommit: the time of the first commit, counted from the scenario's start.
  init(_ group: String, of groups: Scenario.Groups, topics: [String], nextCommit: Duration) {
    self.group = group
    self.rate = groups.rate
    self.commitInterval = groups.commit
    self.nextCommit = nextCommit
    self.progress = topics.map { Progress(topic: $0) }
  }

  /// Takes the group to where it is at the start: so many records behind the end of each partition, or at its beginning.
  mutating func begin(behind: Int64, in cluster: SimulatedCluster) {
    for index in progress.indices {
      guard let topic = cluster.topics[progress[index].topic] else { continue }
      progress[index].id = topic.id
      progress[index].positions = topic.partitions.map { max($0.logStart, $0.logEnd - behind) }
      progress[index].isCommitted = false
    }
    commit(to: cluster)
  }

  // MARK: - Read

  /// Reads for a while, as far as the group is fast and has members that are not busy with a rebalance.
  mutating func read(for span: Duration, from cluster: SimulatedCluster, effects: Effects) {
    guard rate != 0, let known = cluster.group(group), known.hasMembers, known.state == "Stable" else { return }
    let rates = [rate, effects.rates[group]].compactMap(\.self)
    var budget = rates.min().map { Int64(clampingRounded: $0 * (span / .seconds(1)) + credit, rest: &credit) }
    let stuck = effects.stuck[group] ?? []
    isCaughtUp = true
    let topics = progress.indices.map { cluster.topics[progress[$0].topic] }
    var partitionsLeft = topics.reduce(0) { $0 + ($1?.partitions.count ?? 0) }
    for step in progress.indices {
      let index = (round + step) % progress.count
      guard let topic = topics[index] else { continue }
      progress[index].follow(topic)
      for step in topic.partitions.indices {
        let partition = (round + step) % topic.partitions.count
        // An equal share of what is left; what one partition does not need goes to those behind it.
        let share = budget.map { ($0 + Int64(partitionsLeft) - 1) / Int64(partitionsLeft) }
        partitionsLeft -= 1
        let isStuck = stuck.contains(Effects.StuckPartition(topic: topic.name, partition: Int32(clamping: partition)))
        let taken = progress[index].read(partition, of: topic, atMost: isStuck ? Int64(0) : share)
        budget = budget.map { $0 - taken }
        if topic.partitions[partition].logEnd > progress[index].positions[partition] { isCaughtUp = false }
      }
    }
    round = (round + 1) % Int(Int32.max)
    // Who has read everything does not save up what it could have read.
    if isCaughtUp { credit = min(credit, 1) }
  }

  // MARK: - Commit

  /// Commits when it is time.
  mutating func commitIfDue(at moment: Duration, to cluster: SimulatedCluster) {
    guard moment >= nextCommit else { return }
    nextCommit = moment + commitInterval
    guard cluster.group(group)?.hasMembers == true else { return }
    commit(to: cluster)
  }

  /// Commits now, as members do before they leave.
  mutating func commit(to cluster: SimulatedCluster) {
    for index in progress.indices where !progress[index].isCommitted {
      // A topic that is gone, or another one under its name, takes no commit.
      guard cluster.topics[progress[index].topic]?.id == progress[index].id else { continue }
      guard (try? cluster.commit(offsets: progress[index].positions, group: group, topic: progress[index].topic)) != nil else { continue }
      progress[index].isCommitted = true
    }
  }
}

extension GroupReader.Progress {
  /// Reads on in a partition, if it has a leader. What was deleted before it was read is skipped.
  ///
  /// - Parameter limit: nil for as many records as there are.
  /// - Returns: how many records were read.
  fileprivate mutating func read(_ index: Int, of topic: Topic, atMost limit: Int64?) -> Int64 {
    let partition = topic.partitions[index]
    guard partition.logEnd > positions[index], partition.leader >= 0, limit != 0 else { return 0 }
    let position = max(positions[index], partition.logStart)
    let taken = min(partition.logEnd - position, limit ?? .max)
    positions[index] = position + taken
    isCommitted = false
    return taken
  }

  /// Begins at the start of a topic that is another one than before, and of partitions that are new.
  fileprivate mutating func follow(_ topic: Topic) {
    if id != topic.id {
      id = topic.id
      positions = []
      isCommitted = false
    }
    for partition in topic.partitions.dropFirst(positions.count) { positions.append(partition.logStart) }
  }
}

extension Int64 {
  /// The whole part of a number; the rest is given back.
  fileprivate init(clampingRounded number: Double, rest: inout Double) {
    let whole = Swift.min(number.rounded(.down), 1e15)
    self = Int64(whole)
    rest = Swift.max(0, Swift.min(number - whole, 1))
  }
}
