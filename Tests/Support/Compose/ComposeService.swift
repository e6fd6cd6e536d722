/// A service of a Compose project: as much of it as tests look at, in the words of the Compose specification.
public struct ComposeService: Decodable, Sendable {
  public struct Port: Decodable, Sendable, Hashable {
    /// On the host.
    public let published: String
    /// In the container.
    public let target: UInt16
  }

  public struct Volume: Decodable, Sendable {
    /// `volume` or `bind`.
    public let type: String
    /// A volume's key, or a path on the host.
    public let source: String?
    public let target: String
    public let isReadOnly: Bool?

    enum CodingKeys: String, CodingKey {
      case type, source, target
      case isReadOnly = "read_only"
    }
  }

  public struct HealthCheck: Decodable, Sendable {
    public let test: [String]
    public let interval: String?
    public let timeout: String?
    public let retries: Int?
    public let startPeriod: String?
    public let isDisabled: Bool?

    enum CodingKeys: String, CodingKey {
      case test, interval, timeout, retries
      case startPeriod = "start_period"
      case isDisabled = "disable"
    }
  }

  public struct Dependency: Decodable, Sendable, Equatable {
    public let condition: String
    public let required: Bool
  }

  public struct Deployment: Decodable, Sendable {
    public struct Resources: Decodable, Sendable {
      public let limits: Limits
    }

    public struct Limits: Decodable, Sendable {
      public let cpus: Double
      /// Bytes.
      public let memory: String
      public let pids: Int
    }

    public let resources: Resources
  }

  public struct Logging: Decodable, Sendable {
    public let options: [String: String]
  }

  public struct Network: Decodable, Sendable {
    public let aliases: [String]?
  }

  public struct Build: Decodable, Sendable {
    public let context: String
    public let labels: [String: String]?
  }

  public let image: String
  public let build: Build?
  public let containerName: String?
  public let hostname: String?
  public let user: String?
  public let restart: String?
  public let isReadOnly: Bool?
  public let droppedCapabilities: [String]?
  public let securityOptions: [String]?
  public let command: [String]?
  public let environment: [String: String]?
  public let ports: [Port]?
  public let volumes: [Volume]?
  public let tmpfs: [String]?
  public let healthCheck: HealthCheck?
  public let dependencies: [String: Dependency]?
  public let deployment: Deployment?
  public let logging: Logging?
  public let networks: [String: Network?]?

  enum CodingKeys: String, CodingKey {
    case image, build, hostname, user, restart, command, environment, ports, volumes, tmpfs, logging, networks
    case containerName = "container_name"
    case isReadOnly = "read_only"
    case droppedCapabilities = "cap_drop"
    case securityOptions = "security_opt"
    case healthCheck = "healthcheck"
    case dependencies = "depends_on"
    case deployment = "deploy"
  }

  /// What the health check runs in the container; Compose prints `$$` for a dollar sign, so that its output is a file for Compose again.
  public var healthCommand: [String] {
    guard let test = healthCheck?.test, let kind = test.first else { return [] }
    let words = test.dropFirst().map { $0.replacing("$$", with: "$") }
    return switch kind {
    case "CMD": words
    case "CMD-SHELL": ["sh", "-c"] + words
    default: []
    }
  }

  /// Under which names other containers reach it.
  public func hostNames(service: String) -> Set<String> {
    Set([service] + (networks ?? [:]).values.flatMap { $0?.aliases ?? [] })
  }
}
