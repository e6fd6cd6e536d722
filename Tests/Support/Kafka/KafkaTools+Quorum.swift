extension KafkaTools {
  /// The leader of the KRaft quorum, which is the controller, as MetadataQuorumCommand prints it.
  public func quorumLeader() async throws(HarnessError) -> Int32 {
    let printed = try await run(.quorum, ["describe", "--status"]).standardOutput
    let line = printed.split(separator: "\n").first { $0.hasPrefix("LeaderId:") }
    guard let leader = line.flatMap({ $0.split(separator: ":").last?.trimmingSpaces() }).flatMap({ Int32($0) }) else {
      throw HarnessError("no LeaderId in: \(printed)")
    }
    return leader
  }
}
