extension KafkaTools {
  /// Appends records to one partition and returns when all in-sync replicas have them. Their keys and values are `0`, `1`, `2` and
  /// so on.
  public func produce(_ count: Int, to topic: String, partition: Int32 = 0) async throws(HarnessError) {
    let directory = try TemporaryDirectory("records")
    let file = try directory.write((0..<count).map { "\($0):\($0)\n" }.joined(), to: "records")
    let arguments = ["-b", bootstrap, "-P", "-t", topic, "-p", "\(partition)", "-K", ":", "-X", "acks=all"]
    _ = try await TestSupport.run("kcat", arguments, input: file, within: .seconds(60)).checked("kcat -P \(topic)")
  }

  /// Appends records in transactions that are committed, with Kafka's own producer.
  public func produceTransactionally(_ count: Int, to topic: String, transactionalID: String) async throws(HarnessError) {
    let mainClass = installation.version.className(of: .producerPerformance)
    let arguments = [
      "--topic", topic, "--num-records", "\(count)", "--record-size", "10", "--throughput", "-1", "--transactional-id", transactionalID,
      "--transaction-duration-ms", "100", "--producer-props", "bootstrap.servers=\(bootstrap)",
    ]
    _ = try await ToolServer.server(for: installation).run(mainClass, arguments, within: .seconds(60)).checked("ProducerPerformance")
  }

  /// Deletes the records of a partition before an offset, which becomes the log start offset.
  public func deleteRecords(_ topic: String, partition: Int32, before offset: Int64) async throws(HarnessError) {
    let directory = try TemporaryDirectory("delete-records")
    let file = try directory.write(
      #"{"version": 1, "partitions": [{"topic": "\#(topic)", "partition": \#(partition), "offset": \#(offset)}]}"#, to: "offsets.json")
    try await run(.deleteRecords, ["--offset-json-file", file])
  }
}
