import Foundation
import KafkaExporter
import TestSupport
import Testing

/// What runs in the container: the real exporter, started as the Deployment starts it.
@Suite(.enabled(if: Chart.canRender, Comment(rawValue: Chart.hint)))
struct ContainerTests {
  @Test(arguments: [
    "", "config: {clusters: [{name: a, bootstrap: ['a:1']}, {name: b, bootstrap: 'b:2,c:3'}]}",
    "config: {interval: 30s, topics: {exclude: ['debug-.*']}, limits: {frame_bytes: 10MiB, groups_per_request: 100000}, probe: {enabled: true}}",
  ])
  func theExporterUnderstandsTheConfigMap(values: String) async throws {
    let text = try #require(try await Chart.objects(values).only("ConfigMap")["data"].value(of: "config.yaml").text)
    _ = try ConfigurationLoader.load(file: ConfigurationFile(name: "config.yaml", text: text))
  }

  @Test(arguments: [
    ("", "values-kafka-external.yaml", ["kafka-1.example.com:9092", "kafka-2.example.com:9092", "kafka-3.example.com:9092"]),
    (
      "", "values-kafka-helm.yaml",
      (0..<3).map { "kafka-controller-\($0).kafka-controller-headless.kafka.svc:9092" }
    ),
    (
      "kafkaPods: {name: my-cluster-dual-role, service: my-cluster-kafka-brokers, namespace: null, replicas: 2, port: 9094}",
      "values-kafka-helm.yaml",
      (0..<2).map { "my-cluster-dual-role-\($0).my-cluster-kafka-brokers.default.svc:9094" }
    ),
  ])
  func theExamplesMeanTheBrokersThatTheySpeakOf(values: String, file: String, brokers: [String]) async throws {
    let objects = try await Chart.objects(values, valueFiles: [file])
    let text = try #require(try objects.only("ConfigMap")["data"].value(of: "config.yaml").text)
    let loaded = try ConfigurationLoader.load(file: ConfigurationFile(name: file, text: text))
    #expect(loaded.configuration.clusters.map { $0.bootstrap.map { "\($0)" } } == [brokers])
    let ports = try objects.only("NetworkPolicy")["spec.egress[1].ports"].list.compactMap { $0["port"].text }
    #expect(Set(brokers.compactMap { $0.split(separator: ":").last.map(String.init) }).isSubset(of: ports))
  }

  @Test func theContainerAnswersItsProbesAndServesThePageWithoutKafka() async throws {
    let port = try FreePort.next()
    // Nobody listens at port 1 of the loopback: Kafka is away.
    let objects = try await Chart.objects(
      "port: \(port)\nconfig: {bootstrap: ['127.0.0.1:1']}\nextraEnv: [{name: KAFKA_EXPORTER_LOG_FORMAT, value: json}]")
    let container = try objects.only("Deployment")["spec.template.spec.containers[0]"]
    let process = try await Self.start(container, with: objects)

    for (probe, status) in [("startupProbe", 200), ("livenessProbe", 200), ("readinessProbe", 503)] {
      let path = try #require(container["\(probe).httpGet.path"].text)
      try await eventually("\(probe) \(path) is \(status)") { try await HTTPClient.get(path, port: port).status == status }
    }
    #expect(try await HTTPClient.get("/metrics", port: port).status == 200)
    #expect(process.standardError.hasPrefix("{"), "the variable of extraEnv was not seen")
    #expect(try await process.terminate() == 0)
  }

  @Test func theServiceMonitorScrapesWhatTheExporterServes() async throws {
    let objects = try await Chart.objects("serviceMonitor: {enabled: true}")
    let endpoint = try objects.only("ServiceMonitor")["spec.endpoints[0]"]
    let exporter = try await ExporterProcess.serve(["--bootstrap", "127.0.0.1:1"])
    #expect(try await exporter.get(try #require(endpoint["path"].text)).status == 200)
    try await exporter.stop()
  }

  /// Arguments, variables and the mounted file are the container's; only the folder of the mount is another one.
  private static func start(_ container: KubernetesValue, with objects: [KubernetesObject]) async throws -> ChildProcess {
    let directory = try TemporaryDirectory("container")
    let mount = try #require(container["volumeMounts[0].mountPath"].text)
    let files = try objects.only("ConfigMap")["data"]
    for name in files.keys { try directory.write(try #require(files.value(of: name).text), to: name) }
    var environment: [String: String] = [:]
    for variable in container["env"].list {
      let name = try #require(variable["name"].text)
      environment[name] = variable["value"].text
    }
    let arguments = container["args"].list.compactMap(\.text).map { $0.replacingOccurrences(of: mount, with: directory.path) }
    #expect(arguments.contains { $0.contains(directory.path) }, "no argument names the mounted file")
    let process = try await ChildProcess.start(try BuiltProducts.path(of: "exporter"), arguments, environment: environment)
    try await eventually("the exporter has read its file") {
      guard process.isRunning else { throw Hopeless("it ended: \(process.outputTail())") }
      return !process.standardError.isEmpty
    }
    return process
  }
}
