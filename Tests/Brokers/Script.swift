public import KafkaProtocol
import Synchronization
import Transport

/// What the brokers of one scripted cluster do, and what they were asked: shared by them, changed by the test.
final class Script: Sendable {
  struct Rule {
    var api: APIKey?
    var broker: Int32?
    /// Requests it is still for.
    var left: Int
    var fault: Fault

    func applies(to asked: APIKey, at place: Int32) -> Bool {
      left > 0 && (api ?? asked) == asked && (broker ?? place) == place
    }
  }

  /// Changes an answer of one API before it is sent.
  struct Edit {
    var api: APIKey
    var broker: Int32?
    var left: Int
    var change: @Sendable (any KafkaMessage, any KafkaMessage) -> any KafkaMessage
  }

  struct State {
    var model: ClusterModel
    var rules: [Rule] = []
    var edits: [Edit] = []
    var manners: [Int32: Manner] = [:]
    var versions: [Int32: BrokerVersions] = [:]
    var refusesNewApiVersions: Set<Int32> = []
    var seen: [SeenRequest] = []
    var accepted: [Int32: Int] = [:]
  }

  let state: Mutex<State>

  init(_ model: ClusterModel) {
    state = Mutex(State(model: model))
  }

  /// Writes the request down and says what is to go wrong with it.
  func note(_ header: RequestHeader, at broker: Int32) -> Fault? {
    state.withLock { state in
      state.seen.append(SeenRequest(broker: broker, api: header.apiKey, version: header.apiVersion, clientID: header.clientID))
      guard let index = state.rules.firstIndex(where: { $0.applies(to: header.apiKey, at: broker) }) else { return nil }
      state.rules[index].left -= 1
      return state.rules[index].fault
    }
  }

  /// The answer to a request, as it stands on the wire.
  func answer(_ frame: ReceivedBytes, _ header: RequestHeader, at broker: Int32) throws(WireError) -> [UInt8] {
    let (model, versions, isPicky) = state.withLock {
      ($0.model, $0.versions[broker] ?? .newest, $0.refusesNewApiVersions.contains(broker))
    }
    let version = header.apiVersion
    switch header.apiKey {
    case .apiVersions where isPicky && version > 0 || !versions.speaks(header):
      var answer = versions.response
      answer.errorCode = .unsupportedVersion
      return try Frame.encodeResponse(answer, to: ApiVersionsRequest.self, version: 0, correlationID: header.correlationID)
    case .apiVersions: return try reply(frame, broker) { (_: ApiVersionsRequest) in versions.response }
    case .describeCluster: return try reply(frame, broker) { (request: DescribeClusterRequest) in model.answer(request) }
    case .describeQuorum: return try reply(frame, broker) { (request: DescribeQuorumRequest) in model.answer(request) }
    case .metadata: return try reply(frame, broker) { (request: MetadataRequest) in model.answer(request, version: version) }
    case .listGroups: return try reply(frame, broker) { (request: ListGroupsRequest) in model.answer(request, of: broker) }
    case .describeGroups:
      return try reply(frame, broker) { (request: DescribeGroupsRequest) throws(WireError) in try model.answer(request, of: broker) }
    case .consumerGroupDescribe:
      return try reply(frame, broker) { (request: ConsumerGroupDescribeRequest) in model.answer(request, of: broker) }
    case .offsetFetch:
      return try reply(frame, broker) { (request: OffsetFetchRequest) in model.answer(request, of: broker, version: version) }
    case .listOffsets: return try reply(frame, broker) { (request: ListOffsetsRequest) in model.answer(request, of: broker) }
    case .describeConfigs: return try reply(frame, broker) { (request: DescribeConfigsRequest) in model.answer(request) }
    case .findCoordinator:
      return try reply(frame, broker) { (request: FindCoordinatorRequest) in model.answer(request, version: version) }
    default:
      throw WireError("request", offset: 0, .otherAPI(header.apiKey))
    }
  }

  private func reply<Request: KafkaRequest>(
    _ frame: ReceivedBytes, _ broker: Int32, _ answer: (Request) throws(WireError) -> Request.Response
  ) throws(WireError) -> [UInt8] {
    let (header, request) = try Frame.decodeRequest(Request.self, from: frame.span)
    var response = try answer(request)
    for change in changes(of: Request.apiKey, at: broker) { response = change(request, response) as? Request.Response ?? response }
    return try Frame.encodeResponse(response, to: Request.self, version: header.apiVersion, correlationID: header.correlationID)
  }

  private func changes(of api: APIKey, at broker: Int32) -> [@Sendable (any KafkaMessage, any KafkaMessage) -> any KafkaMessage] {
    state.withLock { state in
      let due = state.edits.indices.filter {
        state.edits[$0].api == api && (state.edits[$0].broker ?? broker) == broker && state.edits[$0].left > 0
      }
      for index in due { state.edits[index].left -= 1 }
      return due.map { state.edits[$0].change }
    }
  }
}

/// A request that reached a scripted broker.
public struct SeenRequest: Sendable, Hashable {
  public let broker: Int32
  public let api: APIKey
  public let version: Int16
  public let clientID: String?
}
