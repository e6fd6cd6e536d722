extension KafkaTools {
  /// What GetOffsetShell prints for the partitions of a topic, by partition.
  ///
  /// - Parameter time: as the tool takes it: -1 to -5, `latest`, `earliest`, `max-timestamp`, `earliest-local`, `latest-tiered`, or milliseconds since 1970.
  ///   A partition without such an offset is absent, or empty.
  public func offsets(of topic: String, at time: String) async throws(HarnessError) -> [Int32: String] {
    let printed = try await run(.offsets, ["--time", time, "--topic", topic]).standardOutput
    var offsets: [Int32: String] = [:]
    for line in printed.split(separator: "\n") {
      let parts = line.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 3, let partition = Int32(parts[1]) else { throw HarnessError("not topic:partition:offset: \(line)") }
      offsets[partition] = String(parts[2])
    }
    return offsets
  }

  /// What LogDirsCommand prints: JSON, behind some lines for people.
  public func logDirs(of topics: [String]) async throws(HarnessError) -> String {
    let printed = try await run(.logDirs, ["--describe", "--topic-list", topics.joined(separator: ",")]).standardOutput
    guard let start = printed.firstIndex(of: "{") else { throw HarnessError("no JSON in: \(printed)") }
    return String(printed[start...]).trimmingSpaces()
  }

  /// Sends a file's lines with ConsoleProducer.
  public func produceFromConsole(_ lines: [String], to topic: String, _ options: [String] = []) async throws(HarnessError) {
    let directory = try TemporaryDirectory("records")
    let file = try directory.write(lines.map { $0 + "\n" }.joined(), to: "records")
    let arguments = ["-cp", installation.classPath, "-Xmx256m", "-XX:TieredStopAtLevel=1", "org.apache.kafka.tools.ConsoleProducer"]
    _ = try await TestSupport.run(
      "java", arguments + ["--bootstrap-server", bootstrap, "--topic", topic] + options, input: file, within: .seconds(60)
    ).checked("ConsoleProducer")
  }

  /// Reads so many records from a partition with ConsoleConsumer.
  public func consumeToConsole(
    _ count: Int, of topic: String, partition: Int32 = 0, from offset: String = "earliest", _ options: [String] = []
  ) async throws(HarnessError) -> [String] {
    let arguments = [
      "--topic", topic, "--partition", "\(partition)", "--offset", offset, "--max-messages", "\(count)", "--timeout-ms", "20000",
    ]
    let printed = try await run(.consoleConsumer, arguments + options).standardOutput
    return printed.split(separator: "\n").map { String($0) }
  }

  /// What ProducerPerformance prints last, when all records were acknowledged.
  public func measureProducing(_ count: Int, ofSize size: Int, to topic: String, _ properties: [String] = []) async throws(HarnessError)
    -> String
  {
    let arguments = ["--topic", topic, "--num-records", "\(count)", "--record-size", "\(size)", "--throughput", "-1", "--producer-props"]
    let mainClass = installation.version.className(of: .producerPerformance)
    let finished = try await ToolServer.server(for: installation)
      .run(mainClass, arguments + ["bootstrap.servers=\(bootstrap)"] + properties, within: .seconds(60)).checked("ProducerPerformance")
    return finished.standardOutput.split(separator: "\n").last.map { String($0) } ?? ""
  }

  /// How many records ConsumerPerformance says it read, in a group of its own, when it was to read so many.
  public func measureConsuming(_ count: Int, of topic: String) async throws(HarnessError) -> Int? {
    let arguments = ["--topic", topic, "--messages", "\(count)", "--timeout", "20000"]
    let printed = try await run(.consumerPerformance, arguments).standardOutput
    // Times, megabytes, megabytes a second, records.
    let columns = printed.split(separator: "\n").last?.split(separator: ",") ?? []
    return columns.count > 4 ? Int(columns[4].trimmingSpaces()) : nil
  }
}
