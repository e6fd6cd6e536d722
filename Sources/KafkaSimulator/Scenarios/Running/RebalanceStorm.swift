/// The members of a group that come and go.
struct RebalanceStorm {
  /// How much of the pause between two changes the group is busy with the last one.
  private static let busyShare = 0.5

  let group: String
  private let pause: Duration
  private var nextChange: Duration

  /// - Parameter start: when the first member leaves, counted from the scenario's start.
  init(_ group: String, pause: Duration, start: Duration) {
    self.group = group
    self.pause = pause
    self.nextChange = start
  }

  /// Lets a member leave that is there, or one join again, when it is time.
  mutating func change(at moment: Duration, crew: GroupCrew, in cluster: SimulatedCluster) {
    guard moment >= nextChange else { return }
    nextChange = moment + pause
    crew.leaveOrReturn(in: cluster, rebalance: pause * Self.busyShare)
  }
}
