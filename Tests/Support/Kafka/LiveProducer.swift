/// Producers in processes of their own, for as long as the process lives.
public enum LiveProducer {
  /// Appends some twenty records a second to one partition.
  public static func steady(_ cluster: KafkaCluster, topic: String, partition: Int32 = 0) async throws(HarnessError) -> ChildProcess {
    try await start("while \(record); do sleep 0.05; done", cluster, topic, ["-p", "\(partition)"])
  }

  /// Appends records in a transaction that is neither committed nor aborted, until the broker aborts it after its time-out.
  public static func openTransaction(
    _ cluster: KafkaCluster, topic: String, records: Int, timeout: Duration = .seconds(60)
  ) async throws(HarnessError) -> ChildProcess {
    let settings = ["transactional.id=\(uniqueName("open"))", "transaction.timeout.ms=\(timeout.components.seconds * 1000)"]
    // kcat ends its transaction when its input ends, and tail never does.
    let script = "for number in $(seq \(records)); do \(record); done; tail -f /dev/null"
    return try await start(script, cluster, topic, ["-p", "0"] + settings.flatMap { ["-X", $0] })
  }

  /// kcat reads a pipe 1,024 bytes at a time and waits until it has them: a record of that length is sent at once.
  private static let record = #"printf "%01023d\n" 0"#

  private static func start(
    _ script: String, _ cluster: KafkaCluster, _ topic: String, _ arguments: [String]
  ) async throws(HarnessError) -> ChildProcess {
    let kcat = ["kcat", "-b", cluster.bootstrap, "-P", "-t", topic, "-X", "acks=all"] + arguments
    return try await ChildProcess.start("sh", ["-c", #"{ \#(script); } | exec "$@""#, "sh"] + kcat)
  }
}
