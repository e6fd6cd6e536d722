import KafkaProtocol

/// The fetch sessions of one broker, so many and no more (FetchSessionCache in Kafka's server).
struct FetchSessionCache {
  /// `max.incremental.fetch.session.cache.slots`
  static let capacity = 1_000
  /// `min.incremental.fetch.session.eviction.ms`
  private static let evictionAge = Duration.seconds(120)

  private var sessions: [Int32: FetchSession] = [:]

  var count: Int { sessions.count }

  subscript(id: Int32) -> FetchSession? { sessions[id] }

  mutating func remove(_ id: Int32) {
    sessions[id] = nil
  }

  /// Makes a session of so many partitions.
  ///
  /// - Returns: nil when all slots are taken by sessions that are in use, or too young to make way for a larger one.
  mutating func makeSession(
    size: Int, usesTopicIDs: Bool, at now: Timestamp, using generator: inout SeededGenerator
  ) -> FetchSession? {
    if sessions.count >= Self.capacity {
      guard let victim = victim(of: size, at: now) else { return nil }
      sessions[victim] = nil
    }
    var id: Int32
    repeat { id = Int32.random(in: 1 ... .max, using: &generator) } while sessions[id] != nil
    let session = FetchSession(id: id, usesTopicIDs: usesTopicIDs, at: now)
    sessions[id] = session
    return session
  }

  /// The session that was not used for longest, when that is long ago; else the smallest old one, when it is smaller than the new one.
  private func victim(of size: Int, at now: Timestamp) -> Int32? {
    if let unused = sessions.values.min(by: { $0.lastUsed < $1.lastUsed }), now - unused.lastUsed > Self.evictionAge { return unused.id }
    let smallest = sessions.values.filter { now - $0.createdAt > Self.evictionAge }.min { ($0.count, $0.id) < ($1.count, $1.id) }
    return smallest.flatMap { $0.count < size ? $0.id : nil }
  }
}
