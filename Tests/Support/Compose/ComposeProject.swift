import Foundation
import Synchronization

/// docker-compose.yaml as Docker Compose reads it, with `.env` and the environment filled in. Needs no engine.
public struct ComposeProject: Decodable, Sendable {
  /// A named volume or network.
  public struct Named: Decodable, Sendable {
    public let name: String
  }

  private struct Question: Hashable {
    let profile: String?
    let environment: [String: String]
  }

  /// Files don't change while tests run, and Compose takes its time.
  private static let answers = Mutex<[Question: ComposeProject]>([:])

  public let name: String
  /// Those of the active profiles, by their names.
  public let services: [String: ComposeService]
  public let volumes: [String: Named]

  /// - Parameters:
  ///   - profile: nil for the one of `.env`.
  ///   - environment: wins over `.env`.
  /// - Throws: `HarnessError` with what Compose says against the file.
  public static func rendered(profile: String? = nil, environment: [String: String] = [:]) async throws(HarnessError) -> ComposeProject {
    let question = Question(profile: profile, environment: environment)
    if let known = answers.withLock({ $0[question] }) { return known }
    let profiles = profile.map { ["--profile", $0] } ?? []
    let arguments = ["--project-directory", packageRoot] + profiles + ["config", "--format", "json"]
    let said = try await run(TestTools.path(of: "docker-compose"), arguments, environment: environment).checked("docker-compose config")
    do {
      let project = try JSONDecoder().decode(ComposeProject.self, from: Data(said.standardOutput.utf8))
      answers.withLock { $0[question] = project }
      return project
    } catch {
      throw HarnessError("docker-compose config printed something else than expected: \(error)")
    }
  }

  /// - Throws: `HarnessError` that names the services there are.
  public func service(_ name: String) throws(HarnessError) -> ComposeService {
    guard let service = services[name] else { throw HarnessError("no service \(name) among \(services.keys.sorted())") }
    return service
  }
}
