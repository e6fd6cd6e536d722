import KafkaProtocol

/// An incremental fetch session (KIP-227): the partitions that a client reads, and what it was last told of them, so that both sides need only say
/// what changed.
final class FetchSession {
  /// A partition of the session.
  struct Member {
    var wanted: FetchedPartition
    /// -1 when the client is to be told at the next occasion, whatever it is.
    var highWatermark: Int64
    var logStart: Int64
  }

  let id: Int32
  let usesTopicIDs: Bool
  let createdAt: Timestamp
  var lastUsed: Timestamp
  /// What the next request has to say.
  private(set) var epoch: Int32 = 1

  /// Places stay, so that the order can change without the table.
  private var places: [Member?] = []
  private var freePlaces: [Int] = []
  private var placeByKey: [FetchedPartition.Key: Int] = [:]
  /// Places in the order in which they are read.
  private(set) var order: [Int] = []

  init(id: Int32, usesTopicIDs: Bool, at now: Timestamp) {
    self.id = id
    self.usesTopicIDs = usesTopicIDs
    self.createdAt = now
    self.lastUsed = now
  }

  var count: Int { order.count }

  subscript(place: Int) -> Member? { places[place] }

  /// Counts from 1 on again after the largest number; 0 and -1 have meanings.
  static func epoch(after epoch: Int32) -> Int32 { epoch == .max ? 1 : epoch + 1 }

  func advance(at now: Timestamp) {
    epoch = Self.epoch(after: epoch)
    lastUsed = now
  }

  // MARK: - What the client says

  /// Takes partitions in, or what changed about those that are there.
  ///
  /// - Parameter highWatermark: and `logStart`: what the client knows, -1 for nothing.
  func add(_ wanted: FetchedPartition, highWatermark: Int64 = -1, logStart: Int64 = -1) {
    if let place = placeByKey[wanted.key] {
      let knownName = places[place]?.wanted.knownName
      places[place]?.wanted = wanted
      places[place]?.wanted.knownName = knownName ?? wanted.knownName
      return
    }
    let member = Member(wanted: wanted, highWatermark: highWatermark, logStart: logStart)
    let place = freePlaces.popLast() ?? places.count
    if place == places.count { places.append(member) } else { places[place] = member }
    placeByKey[wanted.key] = place
    order.append(place)
  }

  func remove(_ keys: [FetchedPartition.Key]) {
    let removed = keys.compactMap { placeByKey.removeValue(forKey: $0) }
    guard !removed.isEmpty else { return }
    for place in removed { places[place] = nil }
    freePlaces += removed
    order.removeAll { places[$0] == nil }
  }

  // MARK: - What the client is told

  /// Remembers what the client is told.
  func note(_ row: FetchResponse.PartitionData, at place: Int) {
    // With an error it is -1, and the partition is told of again as soon as there is none.
    places[place]?.highWatermark = row.highWatermark
    places[place]?.logStart = row.logStartOffset
  }

  /// Puts partitions behind all others, so that the next answer's bytes go to the others first.
  func moveToEnd(_ served: Set<Int>) {
    guard !served.isEmpty else { return }
    order = order.filter { !served.contains($0) } + order.filter { served.contains($0) }
  }
}
