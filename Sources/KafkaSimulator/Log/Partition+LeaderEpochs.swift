import KafkaProtocol

// Who leads a partition, and who did.
extension Partition {
  /// What a broker answers to who asks it for the partition: NONE when it is the right one.
  ///
  /// - Parameters:
  ///   - currentLeaderEpoch: what the client believes (KIP-320), -1 when it does not say.
  ///   - onlyLeader: whether a follower may not answer.
  func refusal(by broker: Int32, currentLeaderEpoch: Int32, onlyLeader: Bool = true) -> ErrorCode {
    // Leaders are replicas: the list need not be searched for them.
    guard leader == broker || replicas.contains(broker) else { return .notLeaderOrFollower }
    if currentLeaderEpoch >= 0, currentLeaderEpoch != leaderEpoch {
      return currentLeaderEpoch < leaderEpoch ? .fencedLeaderEpoch : .unknownLeaderEpoch
    }
    return leader == broker || !onlyLeader ? .none : .notLeaderOrFollower
  }

  /// From which offset on which epoch wrote, or is to write. A log that has its topic's history was written by the first leader.
  var epochStarts: [LeaderEpochStart] {
    var starts = log?.epochs ?? (logStart < logEnd ? [LeaderEpochStart(epoch: 0, offset: logStart)] : [])
    if let last = starts.last, last.epoch < leaderEpoch, last.offset >= logEnd { starts.removeLast() }
    if starts.last.map({ $0.epoch < leaderEpoch }) ?? true { starts.append(LeaderEpochStart(epoch: leaderEpoch, offset: logEnd)) }
    return starts
  }

  /// The epoch of the leader that wrote the record, or will write it.
  func epoch(of offset: Int64) -> Int32 {
    guard offset < logEnd else { return leaderEpoch }
    guard let epochs = log?.epochs else { return 0 }
    let next = epochs.partitioningIndex { $0.offset > offset }
    return epochs[max(next - 1, 0)].epoch
  }

  /// Where an epoch ended: the largest epoch up to the one asked for, and the first offset that is not of it any more (as
  /// LeaderEpochFileCache.endOffsetFor). Both are -1 for an epoch that nothing is known of.
  func end(of epoch: Int32) -> (epoch: Int32, offset: Int64) {
    let starts = epochStarts
    guard epoch >= 0, let latest = starts.last, epoch <= latest.epoch else { return (-1, -1) }
    if epoch == latest.epoch { return (epoch, logEnd) }
    let next = starts.partitioningIndex { $0.epoch > epoch }
    return (next > 0 ? starts[next - 1].epoch : epoch, max(starts[next].offset, logStart))
  }
}
