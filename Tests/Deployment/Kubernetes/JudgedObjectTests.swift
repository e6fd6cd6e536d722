import Foundation
import TestSupport
import Testing

/// Kubernetes' own schemas, strict, and the definitions of the Prometheus operator and of KEDA.
@Suite(
  .enabled(if: Chart.canRender, Comment(rawValue: Chart.hint)), .enabled(if: TestTools.areInstalled, Comment(rawValue: TestTools.hint)))
struct JudgedObjectTests {
  private static let everything = """
    serviceMonitor: {enabled: true, labels: {release: stack}, cluster: orders, metricRelabelings: [{action: drop, sourceLabels: [a], regex: b}]}
    prometheusRule: {enabled: true, labels: {release: stack}}
    dashboards: {enabled: true}
    replicas: 2
    existingSecret: kafka
    imagePullSecrets: [{name: registry}]
    extraEnv: [{name: KAFKA_EXPORTER_LOG_LEVEL, value: debug}, {name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]
    labels: {team: a}
    podLabels: {tier: b}
    podAnnotations: {c: d}
    serviceAccount: {annotations: {e: f}}
    service: {annotations: {g: h}}
    nodeSelector: {kubernetes.io/arch: amd64}
    tolerations: [{key: k, operator: Exists}]
    affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}]}}}
    priorityClassName: high
    podDisruptionBudget: {maxUnavailable: 50%}
    """

  @Test func everyObjectOfTheChartAndEveryRecipeIsOneThatKubernetesTakes() async throws {
    let directory = try TemporaryDirectory("objects")
    var files = [try directory.write(try await Chart.text(Self.everything), to: "everything.yaml")]
    for file in GeneratedFile.names(in: "deploy/kubernetes/chart", ending: ".yaml") where file.hasPrefix("values-") {
      files.append(try directory.write(try await Chart.text(valueFiles: [file]), to: file))
    }
    #expect(files.count == 3)
    files += ["keda/scaledobject.yaml", "keda/triggerauthentication.yaml", "hpa/horizontalpodautoscaler.yaml"].map {
      "\(packageRoot)/deploy/kubernetes/\($0)"
    }
    #expect(try await Self.judge(["objects"] + files) == [])
  }

  /// What the judge is worth. One process judges all: it takes seconds to start.
  @Test func anObjectThatKubernetesWouldRefuseIsRefused() async throws {
    let damages = [
      (from: "containerPort: 9308", to: "containerPort: often", says: "spec.template.spec.containers.0.ports.0.containerPort"),
      (from: "publishNotReadyAddresses", to: "publishNotReadyAdresses", says: "'publishNotReadyAdresses' was unexpected"),
      (from: "kind: PodDisruptionBudget", to: "kind: PodDisruptionBudjet", says: "Couldn't find schema for kind PodDisruptionBudjet"),
      (from: "scrapeTimeout", to: "scrapeTimeOut", says: ".spec.endpoints[0].scrapeTimeOut: unknown"),
      (from: "path: /metrics", to: "path: [/metrics]", says: "spec.endpoints.0.path"),
    ]
    let chart = try await Chart.text("serviceMonitor: {enabled: true}")
    let directory = try TemporaryDirectory("objects")
    var files: [String] = []
    for (index, damage) in damages.enumerated() {
      let damaged = chart.replacingOccurrences(of: damage.from, with: damage.to)
      #expect(damaged != chart)
      files.append(try directory.write(damaged, to: "\(index).yaml"))
    }
    let said = try await Self.judge(["objects"] + files)
    for (index, damage) in damages.enumerated() {
      #expect(said.contains { $0.hasPrefix("\(index).yaml: ") && $0.contains(damage.says) }, "\(damage.to): \(said)")
    }
  }

  @Test func theDefaultValuesAndThoseOfTheExamplesFitTheSchema() async throws {
    let directory = try TemporaryDirectory("values")
    var files = [try directory.write(try await Chart.mergedValues(Self.everything), to: "everything.json")]
    for names in [[], ["values-kafka-helm.yaml"], ["values-kafka-external.yaml"]] {
      files.append(try directory.write(try await Chart.mergedValues(valueFiles: names), to: "\(names.first ?? "default").json"))
    }
    #expect(try await Self.judge(["values", "\(Chart.folder)/values.schema.json"] + files) == [])
  }

  @Test func aWrongValueIsRefusedWithItsPath() async throws {
    let wrong = [
      ("replicas: two", "replicas: 'two' is not of type 'integer'"),
      ("port: 99999", "port: 99999 is greater than the maximum of 65535"),
      ("port: 80", "port: 80 is less than the minimum of 1024"),
      ("replicaCount: 2", ": Additional properties are not allowed ('replicaCount' was unexpected)"),
      ("image: {pullPolicy: Sometimes}", "image.pullPolicy: 'Sometimes' is not one of ['Always', 'IfNotPresent', 'Never']"),
      ("image: {digest: sha256:abc}", "image.digest: 'sha256:abc' does not match"),
      ("readinessProbe: {path: /metrics}", "readinessProbe.path: '/metrics' is not one of"),
      ("config: {bootstrap: [kafka]}", "config.bootstrap: ['kafka'] is not valid"),
      ("config: {clusters: [{bootstrap: 'a:1'}]}", "config.clusters.0: 'name' is a required property"),
      ("config: {probe: {enabled: 'yes'}}", "config.probe.enabled: 'yes' is not of type 'boolean'"),
      ("networkPolicy: {kafkaPorts: [kafka]}", "networkPolicy.kafkaPorts.0: 'kafka' is not of type 'integer'"),
      ("podDisruptionBudget: {maxUnavailable: 0}", "podDisruptionBudget.maxUnavailable: 0 is not valid"),
      ("serviceMonitor: {intervall: 10s}", "serviceMonitor: Additional properties are not allowed ('intervall' was unexpected)"),
      ("serviceMonitor: {interval: '10'}", "serviceMonitor.interval: '10' does not match"),
      ("prometheusRule: {runbookBaseURL: docs}", "prometheusRule.runbookBaseURL: 'docs' does not match"),
    ]
    let directory = try TemporaryDirectory("values")
    var files: [String] = []
    for (index, value) in wrong.enumerated() {
      files.append(try directory.write(try await Chart.mergedValues(value.0), to: "\(index).json"))
    }
    let said = try await Self.judge(["values", "\(Chart.folder)/values.schema.json"] + files)
    #expect(said.count == wrong.count)
    for (index, value) in wrong.enumerated() {
      #expect(said.contains { $0.hasPrefix("\(index).json: \(value.1)") }, "\(value.0): \(said)")
    }
  }

  /// The faults found, each with the name of its file.
  private static func judge(_ arguments: [String]) async throws(HarnessError) -> [String] {
    let said = try await run(
      TestTools.path(of: "python"), ["\(packageRoot)/Tests/Deployment/Kubernetes/judge.py"] + arguments, within: .seconds(90))
    guard (said.status == 0) == said.standardOutput.isEmpty else {
      throw HarnessError("judge.py: \(said.standardOutput)\(said.standardError)")
    }
    return said.standardOutput.split(separator: "\n").map(String.init)
  }
}
