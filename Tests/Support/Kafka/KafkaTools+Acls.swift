extension KafkaTools {
  /// A resource that access is granted or denied to.
  public enum AclResource: Sendable {
    case topic(String)
    case group(String)
    case cluster

    var arguments: [String] {
      switch self {
      case .topic(let name): ["--topic", name]
      case .group(let name): ["--group", name]
      case .cluster: ["--cluster"]
      }
    }
  }

  /// Server properties of a cluster that authorizes: everyone may do everything until an ACL says otherwise.
  ///
  /// A denial for `User:ANONYMOUS` (everyone, on a listener without authentication) needs that nobody is a superuser. The brokers' own
  /// requests come as ANONYMOUS too, so deny DESCRIBE and READ of single topics and groups, not CLUSTER_ACTION.
  public static func authorizerProperties(_ version: KafkaVersion) -> [String: String] {
    [
      "authorizer.class.name": version.usesZooKeeper
        ? "kafka.security.authorizer.AclAuthorizer" : "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
      "allow.everyone.if.no.acl.found": "true",
    ]
  }

  /// Denies operations (`Describe`, `Read`, ...) on a resource to everyone; all others stay allowed.
  ///
  /// Kafka answers what it was asked with the matching authorization error code from then on, on every broker after a moment.
  public func deny(_ operations: [String], on resource: AclResource) async throws(HarnessError) {
    // A resource with any ACL is closed but for what its ACLs allow.
    try await run(.acls, ["--add", "--allow-principal", "User:*"] + resource.arguments + ["--operation", "All"])
    try await run(.acls, ["--add", "--deny-principal", "User:*"] + resource.arguments + operations.flatMap { ["--operation", $0] })
  }

  /// Takes all ACLs of a resource away again.
  public func removeAcls(on resource: AclResource) async throws(HarnessError) {
    try await run(.acls, ["--remove", "--force"] + resource.arguments)
  }
}
