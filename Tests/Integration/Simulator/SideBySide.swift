import KafkaClient
import KafkaProtocol
import TestSupport

/// One history, played against a real cluster and the simulator by the same code; wherever they answer differently is kept.
actor SideBySide {
  /// After a difference that stayed, the next are most likely to stay as well: nobody waits long for each.
  private var patience: Duration { differences.isEmpty ? .seconds(6) : .milliseconds(500) }

  let kafka: Player
  let simulator: Player
  private(set) var differences: [String] = []
  /// Answers that were compared, by API.
  private(set) var compared: [APIKey: Int] = [:]
  private var names: (kafka: [KafkaUUID: String], simulator: [KafkaUUID: String]) = ([:], [:])

  init(kafka: Player, simulator: Player) {
    self.kafka = kafka
    self.simulator = simulator
  }

  /// Does the same to both, at the same time.
  func act(_ action: @escaping @Sendable (Player) async throws -> Void) async throws {
    async let kafka: Void = action(kafka)
    try await action(simulator)
    try await kafka
  }

  /// Asks both for the same in every version that both speak, until they say the same: what was changed reaches brokers after a moment.
  func compare<Request: KafkaRequest>(
    _ what: String, of broker: Int32 = 1, _ request: Request, _ normalisations: Normalisation...
  ) async throws {
    try await compareEach(what, of: broker, normalisations) { _, _ in request }
  }

  /// The same for a request that is not the same for both clusters, because there are ids in it.
  func compareEach<Request: KafkaRequest>(
    _ what: String, of broker: Int32 = 1, _ normalisations: [Normalisation] = [],
    _ request: @Sendable (Player, _ version: Int16) async throws -> Request
  ) async throws {
    for version in try versions(of: Request.self) {
      var found: [FieldDifference]?
      do {
        try await eventually(within: patience, every: .milliseconds(100), "the answers are the same") {
          found = try await differences(version, of: broker, normalisations) { player in
            try await request(player, version)
          }
          return found?.isEmpty ?? true
        }
      } catch {
        if found == nil { throw error }
      }
      keep(found, Request.self, version, what)
    }
  }

  /// Asks each for a change, once in each version.
  ///
  /// - Parameter request: may differ by version, because what was created cannot be created again.
  func change<Request: KafkaRequest>(
    _ what: String, of broker: Int32 = 1, _ normalisations: Normalisation..., request: @Sendable (Int16) -> Request
  ) async throws {
    for version in try versions(of: Request.self) {
      keep(try await differences(version, of: broker, normalisations) { _ in request(version) }, Request.self, version, what)
    }
  }

  /// As `change`, for a request that is not the same for both because there are ids in it.
  func changeEach<Request: KafkaRequest>(
    _ what: String, of broker: Int32 = 1, _ normalisations: Normalisation...,
    request: @Sendable (Player, _ version: Int16) async throws -> Request
  ) async throws {
    for version in try versions(of: Request.self) {
      let found = try await differences(version, of: broker, normalisations) { player in try await request(player, version) }
      keep(found, Request.self, version, what)
    }
  }

  /// As `changeEach`, in one version only: for a change that cannot be made again.
  func changeOnce<Request: KafkaRequest>(
    _ what: String, version: Int16, of broker: Int32, _ normalisations: [Normalisation] = [],
    request: @Sendable (Player) async throws -> Request
  ) async throws {
    keep(try await differences(version, of: broker, normalisations, request), Request.self, version, what)
  }

  // MARK: - Comparing

  private func versions<Request: KafkaRequest>(of request: Request.Type) throws -> [Int16] {
    guard let real = kafka.versions.versions(of: Request.apiKey), let simulated = simulator.versions.versions(of: Request.apiKey) else {
      throw HarnessError("\(Request.apiKey) is not spoken by both")
    }
    return Request.validVersions.filter { real.contains($0) && simulated.contains($0) }
  }

  /// - Returns: nil when the version cannot say what is asked.
  private func differences<Request: KafkaRequest>(
    _ version: Int16, of broker: Int32, _ normalisations: [Normalisation], _ request: (Player) async throws -> Request
  ) async throws -> [FieldDifference]? {
    let kafkaAnswer: Request.Response
    let simulatorAnswer: Request.Response
    do {
      kafkaAnswer = try await kafka.ask(try await request(kafka), version: version, of: broker)
      simulatorAnswer = try await simulator.ask(try await request(simulator), version: version, of: broker)
    } catch let error as KafkaClientError where error.reason == .unencodable {
      return nil
    }
    // Ids of topics that are gone are remembered, and those that are so new that brokers do not tell of them yet.
    names.kafka.merge(try await kafka.topicNames().merging(Self.created(kafkaAnswer)) { $1 }) { first, _ in first }
    names.simulator.merge(try await simulator.topicNames().merging(Self.created(simulatorAnswer)) { $1 }) { first, _ in first }
    return FieldTree.differences(
      kafka: tree(kafkaAnswer, names.kafka).normalised(normalisations),
      simulator: tree(simulatorAnswer, names.simulator).normalised(normalisations))
  }

  private static func created(_ answer: Any) -> [KafkaUUID: String] {
    guard let answer = answer as? CreateTopicsResponse else { return [:] }
    return Dictionary(answer.topics.map { ($0.topicId, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  private func tree(_ answer: Any, _ names: [KafkaUUID: String]) -> FieldTree {
    FieldTree(answer) { value in
      guard let id = value as? KafkaUUID, id != .zero else { return nil }
      return names[id].map { "the id of \($0)" } ?? "an id"
    }
  }

  private func keep<Request: KafkaRequest>(_ found: [FieldDifference]?, _ request: Request.Type, _ version: Int16, _ what: String) {
    guard let found else { return }
    compared[Request.apiKey, default: 0] += 1
    differences += found.map { "\(Request.apiKey) version \(version), \(what): \($0)" }
  }
}
