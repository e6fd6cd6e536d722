/// What run.sh gets to see: an environment that is there and one that starts well, as Docker prints them.
enum FreshEnvironment {
  static let label = "label=com.docker.compose.project=kafka-exporter"
  static let inspection = "inspect --format *"

  /// - Parameters:
  ///   - hasBelongings: whether an environment is there already.
  ///   - port: published by the first broker.
  static func docker(hasBelongings: Bool, port: UInt16 = 1) throws -> FakeDocker {
    var docker = try FakeDocker()
    try docker.answer("compose version --short", "v5.1.0")
    try docker.answer("buildx version")
    try docker.answer("info")
    try docker.answer("compose*config", configuration(port: port))
    try docker.answer("ps --all --filter name=*")
    try docker.answer("ps --quiet --filter \(label) --filter publish=*")
    for (kind, ids, names) in [
      ("ps --all", "c1\nc2", "  container  kafka-1  (Up 2 hours)"), ("network ls", "n1", "  network    kafka-exporter_default"),
      ("volume ls", "kafka-exporter_kafka-1-data\nkafka-exporter_grafana-data", "  volume     kafka-exporter_kafka-1-data"),
      ("image ls", "i1\ni1", "  image      kafka-exporter:local  (120MB)"),
    ] {
      let quiet = kind.replacing(" --all", with: "")
      let pattern = kind.hasSuffix("--all") ? "\(kind) --quiet --filter \(label)" : "\(quiet) --quiet --filter \(label)"
      // Of containers it is asked again, once there are new ones.
      try docker.answer(pattern, hasBelongings ? ids : "", once: quiet == "ps")
      try docker.answer("\(kind) --filter \(label) --format *", names)
    }
    try docker.answer("ps --all --quiet --filter \(label)", "c3\nc4")
    for deed in ["stop *", "rm *", "network rm *", "volume rm *", "image rm *"] { try docker.answer(deed) }
    return docker
  }

  /// That building and starting work, and each further look at the containers sees the next state; the last one stays.
  static func starts(_ docker: inout FakeDocker, states: [String]) throws {
    try docker.answer("compose*build")
    try docker.answer("compose*up --detach")
    for (index, state) in states.enumerated() { try docker.answer(inspection, state, once: index + 1 < states.count) }
    try docker.answer("logs --tail 40 *", "the last words of its log")
  }

  private static func configuration(port: UInt16) -> String {
    """
    name: kafka-exporter
    services:
      kafka-1:
        container_name: kafka-1
        environment:
          KAFKA_ADVERTISED_LISTENERS: INTERNAL://kafka-1:11000,EXTERNAL://kafka.example:10001
        ports:
          - mode: ingress
            target: 10001
            published: "\(port)"
            protocol: tcp
      kafka-2:
        container_name: kafka-2
        environment:
          KAFKA_ADVERTISED_LISTENERS: INTERNAL://kafka-2:11000,EXTERNAL://kafka.example:10002
    """
  }
}
