// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is held to the same rules; a new one takes them from here.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
  name: "kafka-exporter",
  products: [
    .executable(name: "exporter", targets: ["exporter"]),
    .executable(name: "generate-messages", targets: ["generate-messages"]),
    .executable(name: "generate-dashboards", targets: ["generate-dashboards"]),
    .executable(name: "Benchmarks", targets: ["Benchmarks"]),
  ],
  targets: [
    // C libraries: one door each.
    .target(name: "CLinux"),
    .systemLibrary(name: "CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(name: "CRDKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),

    .target(name: "KafkaProtocol", swiftSettings: strict),
    .target(name: "Transport", dependencies: ["CLinux"], swiftSettings: strict),
    .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: strict),
    .target(name: "KafkaClient", dependencies: ["KafkaProtocol", "Transport"], swiftSettings: strict),
    .target(
      name: "KafkaExporter",
      dependencies: ["KafkaClient", "KafkaProtocol", "Transport", "YAML", "CLinux", "CMicroHTTPD", "CDeflate", "CRDKafka"],
      swiftSettings: strict),
    .target(name: "KafkaSimulator", dependencies: ["KafkaProtocol", "Transport", "YAML"], swiftSettings: strict),
    .executableTarget(name: "exporter", dependencies: ["KafkaExporter", "KafkaSimulator", "Transport"], swiftSettings: strict),
    .executableTarget(name: "generate-messages", exclude: ["PrintErrors.java"], swiftSettings: strict),
    .executableTarget(name: "generate-dashboards", dependencies: ["KafkaExporter"], swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "KafkaExporter", "KafkaProtocol", "KafkaClient", "KafkaSimulator", "Transport", "CMicroHTTPD", "TestSnapshots", "TestSupport",
      ],
      path: "Benchmarks",
      swiftSettings: strict),

    // Tests mirror the targets; Support holds what several of them need (processes, ports, real clusters).
    .target(name: "TestSupport", path: "Tests/Support", exclude: ["Java/ToolServer.java"], swiftSettings: strict),
    // A simulated cluster in a test's hands, for the tests of the client and of the collectors.
    .target(
      name: "TestBrokers", dependencies: ["KafkaSimulator", "KafkaProtocol", "Transport", "TestSupport"], path: "Tests/Brokers",
      swiftSettings: strict),
    // Snapshots made by hand and by size, for tests and benchmarks alike.
    .target(name: "TestSnapshots", dependencies: ["KafkaExporter", "KafkaProtocol"], path: "Tests/Snapshots", swiftSettings: strict),
    // Damaged frames and what reads them, for tests and fuzzers alike.
    .target(name: "FuzzSupport", dependencies: ["KafkaProtocol"], path: "Fuzz/Support", swiftSettings: strict),
    .testTarget(
      name: "KafkaProtocolTests", dependencies: ["KafkaProtocol", "FuzzSupport", "TestSupport", "generate-messages"],
      exclude: ["Java", "Corpus"],
      swiftSettings: strict),
    .testTarget(name: "TransportTests", dependencies: ["Transport", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "YAMLTests", dependencies: ["YAML", "FuzzSupport"], swiftSettings: strict),
    .testTarget(
      name: "KafkaClientTests",
      dependencies: ["KafkaClient", "KafkaSimulator", "KafkaProtocol", "Transport", "TestBrokers", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "KafkaExporterTests",
      dependencies: [
        "KafkaExporter", "KafkaClient", "KafkaSimulator", "KafkaProtocol", "Transport", "YAML", "FuzzSupport", "TestBrokers",
        "TestSnapshots", "TestSupport",
      ],
      exclude: ["Configuration/Fixtures", "Metrics/Golden", "Topics/Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "KafkaSimulatorTests",
      dependencies: ["KafkaSimulator", "KafkaClient", "KafkaProtocol", "Transport", "FuzzSupport", "TestSupport"],
      exclude: ["Faults/RefusalWitness.java", "Scenarios/Fixtures"],
      swiftSettings: strict),
    // What is deployed beside the exporter: scripts, rules, dashboards, containers.
    .testTarget(
      name: "DeploymentTests", dependencies: ["KafkaExporter", "YAML", "TestSupport", "generate-dashboards"], path: "Tests/Deployment",
      exclude: ["Grafana/lost-fields.py", "Kubernetes/render", "Kubernetes/judge.py"], swiftSettings: strict),
    .testTarget(
      name: "IntegrationTests",
      dependencies: ["KafkaExporter", "KafkaSimulator", "KafkaClient", "KafkaProtocol", "Transport", "TestSupport", "generate-dashboards"],
      path: "Tests/Integration", swiftSettings: strict),
  ]
)

// The fuzzers have no main of their own, libFuzzer brings it: only `make fuzz` can link them, and asks for them.
if Context.environment["FUZZ"] != nil {
  let fuzzers = [
    "Frames": ["KafkaProtocol"], "Records": ["KafkaProtocol"], "Configuration": ["KafkaExporter"], "Requests": ["KafkaExporter"],
  ]
  for (name, rooms) in fuzzers.sorted(by: { $0.key < $1.key }) {
    package.targets.append(
      .executableTarget(
        name: "fuzz-\(name.lowercased())", dependencies: ["FuzzSupport"] + rooms.map { .target(name: $0) }, path: "Fuzz/\(name)",
        swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
  }
}
