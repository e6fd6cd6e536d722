/// Tells brokers that are away for a while from those that were removed: only time does.
package struct BrokerAbsence: Sendable {
  /// A broker that is away for longer is not waited for: its partitions get other replicas.
  package static let patience = Duration.seconds(300)

  /// Brokers that hold replicas and are not in the metadata, and since when.
  private var since: [Int32: ContinuousClock.Instant] = [:]

  package init() {}

  package mutating func note(_ view: ProbeTopicView, at now: ContinuousClock.Instant) {
    let living = Set(view.brokers.map(\.id))
    let absent = Set((view.partitions ?? []).flatMap(\.replicas)).subtracting(living)
    since = since.filter { absent.contains($0.key) }
    for broker in absent where since[broker] == nil { since[broker] = now }
  }

  package func removed(at now: ContinuousClock.Instant) -> Set<Int32> {
    Set(since.filter { now - $0.value >= Self.patience }.keys)
  }
}
