public import KafkaProtocol
public import Transport

/// A tiny cluster as a value: what scripted brokers answer when nothing is wrong.
public struct ClusterModel: Sendable {
  public struct Partition: Sendable {
    public var leader: Int32
    public var leaderEpoch: Int32 = 3
    public var replicas: [Int32]
    public var inSync: [Int32]
    public var start: Int64
    public var end: Int64
  }

  public struct Topic: Sendable {
    public var id: KafkaUUID
    public var partitions: [Partition]
  }

  public struct Group: Sendable {
    /// `classic` or `consumer`.
    public var type: String
    public var coordinator: Int32
    /// As Kafka spells it.
    public var state: String
    public var members: [String]
    /// By topic and partition.
    public var commits: [String: [Int32: Int64]]
  }

  public var clusterID = "scripted-cluster-0000A"
  public var controller: Int32 = 1
  /// Brokers that are registered now.
  public var brokers: [Int32: HostPort] = [:]
  public var topics: [String: Topic]
  public var groups: [String: Group]

  /// Three brokers' worth of everything: topic `orders` of six partitions and `payments` of three, led by turns; a classic group with a member
  /// (`classic-1`), a consumer group with one (`consumer-1`) and one without members (`empty-1`) at each broker `1`...
  ///
  /// Partition p of a topic starts at p and ends at 1000 + p; each group committed 10 × its coordinator + p for every partition of `orders`.
  public static func standard(brokers: [Int32] = [1, 2, 3]) -> ClusterModel {
    var groups: [String: Group] = [:]
    for broker in brokers {
      let commits = Dictionary(uniqueKeysWithValues: (0..<6).map { (Int32($0), Int64(10 * broker) + Int64($0)) })
      for (name, type, state, members) in [
        ("classic", "classic", "Stable", ["member-\(broker)"]), ("consumer", "consumer", "Stable", ["member-\(broker)"]),
        ("empty", "classic", "Empty", []),
      ] {
        groups["\(name)-\(broker)"] = Group(
          type: type, coordinator: broker, state: state, members: members, commits: ["orders": commits])
      }
    }
    return ClusterModel(
      topics: [
        "orders": Topic(id: KafkaUUID(high: 1, low: 1), partitions: partitions(6, over: brokers)),
        "payments": Topic(id: KafkaUUID(high: 1, low: 2), partitions: partitions(3, over: brokers)),
      ], groups: groups)
  }

  /// Partitions that are led by the brokers in turn.
  public static func partitions(_ count: Int, over brokers: [Int32]) -> [Partition] {
    (0..<count).map { index in
      let turn = index % brokers.count
      let replicas = Array(brokers[turn...] + brokers[..<turn])
      return Partition(leader: replicas[0], replicas: replicas, inSync: replicas, start: Int64(index), end: Int64(1000 + index))
    }
  }
}
