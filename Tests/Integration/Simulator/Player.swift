import KafkaClient
import KafkaProtocol
import TestSupport
import Transport

/// Who plays a history against one cluster, with our own client: every request in the very version that is wanted, to the very broker.
struct Player: Sendable {
  let cluster: PlayedCluster
  let versions: VersionTable
  let clusterID: String
  private let client: KafkaClient
  private let loop: EventLoop

  init(_ cluster: PlayedCluster) async throws {
    self.cluster = cluster
    loop = try EventLoop(name: "player")
    client = KafkaClient(
      settings: ClientSettings(bootstrap: cluster.bootstrap, clientID: "player", requestTimeout: .seconds(20)), loop: loop)
    let deadline = ContinuousClock.now + .seconds(20)
    let description = try await client.send(DescribeClusterRequest(), to: .any, deadline: deadline)
    clusterID = description.clusterId
    await client.setBrokers(
      try description.brokers.map { BrokerAddress(id: $0.brokerId, address: try HostPort(host: $0.host, port: Int($0.port))) })
    versions = VersionTable(try await client.send(ApiVersionsRequest(), to: .broker(1), versions: 0...0, deadline: deadline))
  }

  /// - Parameter broker: nil for any.
  func ask<Request: KafkaRequest>(_ request: Request, version: Int16, of broker: Int32? = nil) async throws -> Request.Response {
    try await client.send(
      request, to: broker.map { .broker($0) } ?? .any, versions: version...version, deadline: .now + .seconds(20))
  }

  /// The same in the newest version.
  func ask<Request: KafkaRequest>(_ request: Request, of broker: Int32? = nil) async throws -> Request.Response {
    try await client.send(request, to: broker.map { .broker($0) } ?? .any, deadline: .now + .seconds(20))
  }

  /// What the topics are called whose ids are in answers.
  func topicNames() async throws -> [KafkaUUID: String] {
    let topics = try await ask(MetadataRequest(topics: nil)).topics
    return Dictionary(topics.compactMap { topic in topic.name.map { (topic.topicId, $0) } }, uniquingKeysWith: { first, _ in first })
  }

  func close() async {
    await client.close()
    await loop.shutdown()
  }
}
