import KafkaClient
import KafkaProtocol
import KafkaSimulator
import Synchronization
import TestBrokers
import Transport

/// Keeps what a client told of its requests.
final class Recorder: RequestObserver {
  private let state = Mutex<[RequestEvent]>([])

  func requestEnded(_ event: RequestEvent) { state.withLock { $0.append(event) } }

  var events: [RequestEvent] { state.withLock { $0 } }

  func outcomes(_ api: APIKey) -> [RequestEvent.Outcome] { events.filter { $0.api == api }.map(\.outcome) }
}

/// A client of a simulated cluster, whose brokers it knows unless said otherwise.
struct ClientFixture: Sendable {
  let cluster: TestCluster
  let client: KafkaClient
  let recorder: Recorder

  private static let turns = Turns(6)

  /// For tests in which requests time out; the others have time.
  static func short(_ settings: inout ClientSettings) {
    settings.connectTimeout = .milliseconds(300)
    settings.requestTimeout = .milliseconds(400)
  }

  static func run(
    brokers: [Int32] = [1, 2, 3], versions: BrokerVersions? = nil, host: String = "127.0.0.1", knowsBrokers: Bool = true,
    settings change: (inout ClientSettings) -> Void = { _ in }, _ body: (ClientFixture) async throws -> Void
  ) async throws {
    try await turns.take { try await runNow(brokers, versions, host, knowsBrokers, change, body) }
  }

  private static func runNow(
    _ brokers: [Int32], _ versions: BrokerVersions?, _ host: String, _ knowsBrokers: Bool, _ change: (inout ClientSettings) -> Void,
    _ body: (ClientFixture) async throws -> Void
  ) async throws {
    let cluster = try await TestCluster(brokers, versions: versions, host: host)
    var settings = ClientSettings(
      bootstrap: cluster.bootstrap, connectTimeout: .seconds(4), requestTimeout: .seconds(5),
      reconnect: Backoff(initial: .milliseconds(20), maximum: .milliseconds(100)))
    change(&settings)
    let loop = try EventLoop(name: "client")
    let recorder = Recorder()
    let fixture = ClientFixture(
      cluster: cluster, client: KafkaClient(settings: settings, loop: loop, observer: recorder), recorder: recorder)
    if knowsBrokers {
      await fixture.client.setBrokers(
        zip(brokers.sorted(), cluster.bootstrap).map { BrokerAddress(id: $0, address: $1) })
    }
    var failure: (any Error)?
    do { try await body(fixture) } catch { failure = error }
    await fixture.client.close()
    await loop.shutdown()
    await cluster.close()
    if let failure { throw failure }
  }

  /// The groups that a broker lists.
  func list(_ broker: Int32, within limit: Duration = .seconds(30)) async throws(KafkaClientError) -> [String] {
    try await client.send(ListGroupsRequest(), to: .broker(broker), deadline: .now + limit).groups.map(\.groupId)
  }

  /// Why listing a broker's groups fails; nil when it does not.
  func failure(_ broker: Int32, within limit: Duration = .seconds(30)) async -> KafkaClientError.Reason? {
    do {
      _ = try await list(broker, within: limit)
      return nil
    } catch {
      return error.reason
    }
  }

  /// Asks whichever broker.
  func describe(within limit: Duration = .seconds(30)) async throws(KafkaClientError) -> [Int32] {
    try await client.send(DescribeClusterRequest(), to: .any, deadline: .now + limit).brokers.map(\.brokerId)
  }

  /// One of many requests that can be told apart by their answers.
  func find(_ key: String, at broker: Int32 = 1) async throws(KafkaClientError) -> [String] {
    let request = FindCoordinatorRequest(coordinatorKeys: [key])
    return try await client.send(request, to: .broker(broker), versions: 4...6, deadline: .now + .seconds(30)).coordinators.map(\.key)
  }
}

/// How long something took.
func measured(_ body: () async throws -> Void) async rethrows -> Duration {
  try await ContinuousClock().measure { try await body() }
}
