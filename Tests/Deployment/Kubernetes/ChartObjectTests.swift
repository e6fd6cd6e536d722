import TestSupport
import Testing

/// What the chart's objects say of each other.
@Suite(.enabled(if: Chart.canRender, Comment(rawValue: Chart.hint)))
struct ChartObjectTests {
  private static let withOperator = "serviceMonitor: {enabled: true}\nprometheusRule: {enabled: true}\ndashboards: {enabled: true}\n"

  @Test(arguments: [9308, 12345])
  func everyObjectMeansThePortThatTheExporterListensOn(port: Int) async throws {
    let objects = try await Chart.objects(Self.withOperator, "port: \(port)")
    let container = try objects.only("Deployment")["spec.template.spec.containers[0]"]
    #expect(container["args"].list.map(\.text).contains("--listen=:\(port)"))
    #expect(container["ports"].list.count == 1)
    #expect(container["ports[0].containerPort"].text == "\(port)")
    let name = try #require(container["ports[0].name"].text)
    for probe in ["startupProbe", "livenessProbe", "readinessProbe"] {
      #expect(container["\(probe).httpGet.port"].text == name, "\(probe)")
    }
    let service = try objects.only("Service")
    #expect(service["spec.ports[0].targetPort"].text == name)
    #expect(service["spec.ports[0].port"].text == "\(port)")
    #expect(try objects.only("NetworkPolicy")["spec.ingress[0].ports[0].port"].text == name)
    // A ServiceMonitor names the Service's port, not the container's.
    #expect(try objects.only("ServiceMonitor")["spec.endpoints[0].port"].text == service["spec.ports[0].name"].text)
  }

  @Test func everySelectorFindsThePodsOrTheServiceOfItsOwnReleaseAlone() async throws {
    let objects = try await Chart.objects(Self.withOperator, release: "a")
    let other = try await Chart.objects(release: "b")
    let labels = try objects.only("Deployment")["spec.template.metadata.labels"].texts
    let others = try other.only("Deployment")["spec.template.metadata.labels"].texts
    let selectors = try [
      objects.only("Deployment")["spec.selector.matchLabels"], objects.only("Service")["spec.selector"],
      objects.only("NetworkPolicy")["spec.podSelector.matchLabels"], objects.only("PodDisruptionBudget")["spec.selector.matchLabels"],
      objects.only("Deployment")["spec.template.spec.topologySpreadConstraints[0].labelSelector.matchLabels"],
    ].map(\.texts)
    for selector in selectors {
      #expect(!selector.isEmpty)
      #expect(selector.allSatisfy { labels[$0.key] == $0.value }, "\(selector) does not find \(labels)")
      #expect(!selector.allSatisfy { others[$0.key] == $0.value }, "\(selector) finds the pods of another release")
    }
    let service = try objects.only("Service")["metadata.labels"].texts
    let monitor = try objects.only("ServiceMonitor")["spec.selector.matchLabels"].texts
    #expect(!monitor.isEmpty && monitor.allSatisfy { service[$0.key] == $0.value })
  }

  @Test func labelsThatAPersonMayChangeAreInNoSelector() async throws {
    let plain = try await Chart.objects().only("Deployment")
    let changed = try await Chart.objects("labels: {team: a}\npodLabels: {tier: b}\nimage: {tag: '9'}").only("Deployment")
    #expect(changed["spec.selector"] == plain["spec.selector"] || changed["spec.selector"].leaves == plain["spec.selector"].leaves)
    #expect(changed["spec.template.metadata.labels"].texts.contains { $0 == ("team", "a") })
    #expect(changed["spec.template.metadata.labels"].texts.contains { $0 == ("tier", "b") })
  }

  @Test func aPodMayDoNothingThatItDoesNotNeed() async throws {
    let pod = try await Chart.objects().only("Deployment")["spec.template.spec"]
    #expect(pod["securityContext.runAsNonRoot"].text == "true")
    #expect(pod["securityContext.runAsUser"].text.flatMap(Int.init).map { $0 > 0 } == true)
    #expect(pod["securityContext.seccompProfile.type"].text == "RuntimeDefault")
    #expect(pod["automountServiceAccountToken"].text == "false")
    #expect(pod["enableServiceLinks"].text == "false")
    let container = pod["containers[0]"]
    #expect(container["securityContext.readOnlyRootFilesystem"].text == "true")
    #expect(container["securityContext.allowPrivilegeEscalation"].text == "false")
    #expect(container["securityContext.capabilities.drop"].list.map(\.text) == ["ALL"])
    #expect(container["resources.limits.memory"].isThere && container["resources.requests.memory"].isThere)
    #expect(container["volumeMounts[0].readOnly"].text == "true")
  }

  @Test func thePageStaysInTheServiceWhileThePodIsNotReady() async throws {
    #expect(try await Chart.objects().only("Service")["spec.publishNotReadyAddresses"].text == "true")
  }

  @Test(arguments: [1, 2]) func aDrainIsHeldUpByNoBudget(replicas: Int) async throws {
    let objects = try await Chart.objects("replicas: \(replicas)")
    let budget = try objects.only("PodDisruptionBudget")
    #expect(try objects.only("Deployment")["spec.replicas"].text == "\(replicas)")
    #expect(budget["spec.maxUnavailable"].text == "1")
    #expect(!budget["spec.minAvailable"].isThere)
    #expect(budget["spec.unhealthyPodEvictionPolicy"].text == "AlwaysAllow")
  }

  @Test func aChangedConfigurationMakesNewPodsAndNothingElseDoes() async throws {
    func checksum(_ values: String) async throws -> String? {
      try await Chart.objects(values).only("Deployment")["spec.template.metadata.annotations"].value(of: "checksum/config").text
    }
    let plain = try #require(try await checksum(""))
    #expect(try await checksum("config: {interval: 30s}") != plain)
    #expect(try await checksum("replicas: 2") == plain)
  }

  @Test(arguments: [
    ("", ["9092"]),
    ("config: {bootstrap: 'a:9094,b:9092'}", ["9092", "9094"]),
    ("config: {bootstrap: ['[::1]:19092']}\nnetworkPolicy: {kafkaPorts: [9092, 9093]}", ["9092", "9093", "19092"]),
    ("config: {clusters: [{name: a, bootstrap: ['a:7']}, {name: b, bootstrap: 'b:8'}]}", ["7", "8"]),
    ("config: {bootstrap: null}\nexistingSecret: s\nnetworkPolicy: {kafkaPorts: [1]}", ["1"]),
  ])
  func theNetworkPolicyLetsTheExporterReachDNSAndThePortsOfKafka(values: String, ports: [String]) async throws {
    let policy = try await Chart.objects(values).only("NetworkPolicy")
    let dns = policy["spec.egress[0].ports"].list
    #expect(dns.map { "\($0["port"].text ?? "")/\($0["protocol"].text ?? "")" } == ["53/UDP", "53/TCP"])
    #expect(policy["spec.egress[1].ports"].list.map { $0["port"].text } == ports)
    #expect(policy["spec.policyTypes"].list.map(\.text) == ["Ingress", "Egress"])
  }

  @Test func secretsAreOnlyReferredTo() async throws {
    let objects = try await Chart.objects("existingSecret: kafka-addresses")
    #expect(try objects.only("Deployment")["spec.template.spec.containers[0].envFrom[0].secretRef.name"].text == "kafka-addresses")
    #expect(!objects.contains { $0.kind == "Secret" })
  }

  @Test(arguments: [
    ("kafka-exporter", "", "kafka-exporter"), ("orders", "", "orders-kafka-exporter"), ("my-kafka-exporter", "", "my-kafka-exporter"),
    ("orders", "fullnameOverride: other", "other"),
    (String(repeating: "r", count: 53), "", String(repeating: "r", count: 48) + "-kafka-exporter"),
  ])
  func everyObjectHasTheReleasesName(release: String, values: String, name: String) async throws {
    for object in try await Chart.objects(values, release: release) {
      #expect(object.name == name, "\(object.kind)")
      #expect(object.name.count <= 63)
    }
  }

  @Test func theNotesNameThePortAndWhatIsStillToDo() async throws {
    let plain = try await Chart.notes("port: 12345")
    #expect(plain.contains("port-forward service/kafka-exporter 12345"))
    #expect(plain.contains("serviceMonitor.enabled=true") && plain.contains("prometheusRule.enabled=true"))
    let done = try await Chart.notes(Self.withOperator)
    #expect(!done.contains("enabled=true"))
  }
}
