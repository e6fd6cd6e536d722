/// One kind of fact, fetched on a schedule of its own.
///
/// A collector reads the cluster and writes what it learned into the state; it never throws, because what one broker, topic or group refuses must
/// not cost the others: it reports the rest as problems and missing facts. The runner times it, logs it and keeps its success.
protocol Collector: Sendable {
  /// The value of the `collector` label.
  var name: String { get }
  /// Shortest time between two runs.
  var interval: Duration { get }

  func collect(into state: inout ClusterState, _ poll: Poll) async -> CollectionReport
}
