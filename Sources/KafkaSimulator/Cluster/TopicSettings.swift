/// What a topic's configuration says of its records: set for the topic, else by the brokers' properties, else Kafka's default.
package struct TopicSettings: Sendable, Equatable {
  /// `cleanup.policy` names `delete`.
  package let deletes: Bool
  /// `cleanup.policy` names `compact`.
  package let compacts: Bool
  /// `retention.ms`; nil keeps records for ever.
  package let retention: Duration?
  /// `retention.bytes` of a partition; nil for any number.
  package let retentionBytes: Int64?
  /// `segment.bytes`
  package let segmentBytes: Int64
  /// `segment.ms`
  package let segmentAge: Duration
  /// `max.message.bytes`: of a batch, its header included.
  package let maximumMessageBytes: Int64
  /// `message.timestamp.type` is `LogAppendTime`: the leader's clock replaces the producer's.
  package let stampsAtAppend: Bool
  /// `message.timestamp.before.max.ms`: how far a producer's timestamp may lie behind the leader's clock.
  package let timestampBefore: Duration
  /// `message.timestamp.after.max.ms`: how far it may lie ahead.
  package let timestampAfter: Duration
  /// `min.insync.replicas`
  package let minimumInSync: Int
  /// `unclean.leader.election.enable`: a replica that is not in sync may lead when no other is alive.
  package let electsUncleanLeaders: Bool

  /// - Parameters:
  ///   - configuration: what is set for the topic, under Kafka's names.
  ///   - properties: what the brokers' server.properties say.
  init(_ configuration: [String: String], properties: [String: String]) {
    func text(_ name: String) -> String {
      guard let definition = TopicConfigDefinition.byName[name] else { return "" }
      return configuration[name] ?? definition.value(in: properties) ?? definition.defaultValue
    }
    func number(_ name: String) -> Int64 { Int64(text(name)) ?? 0 }
    let policies = text("cleanup.policy").split(separator: ",")
    deletes = policies.contains("delete")
    compacts = policies.contains("compact")
    let retentionMilliseconds = number("retention.ms")
    retention = retentionMilliseconds < 0 ? nil : .milliseconds(retentionMilliseconds)
    let bytes = number("retention.bytes")
    retentionBytes = bytes < 0 ? nil : bytes
    segmentBytes = number("segment.bytes")
    segmentAge = .milliseconds(number("segment.ms"))
    maximumMessageBytes = number("max.message.bytes")
    stampsAtAppend = text("message.timestamp.type") == "LogAppendTime"
    timestampBefore = .milliseconds(number("message.timestamp.before.max.ms"))
    timestampAfter = .milliseconds(number("message.timestamp.after.max.ms"))
    minimumInSync = Int(clamping: number("min.insync.replicas"))
    electsUncleanLeaders = text("unclean.leader.election.enable") == "true"
  }
}
