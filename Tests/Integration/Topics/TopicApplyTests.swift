import TestSupport
import Testing

extension RealBrokers {
  /// `exporter topics apply` beside Kafka's own tools.
  struct TopicApplyTests {
    @Test(arguments: KafkaVersion.allCases.filter { KafkaInstallation.isAvailable($0) })
    func aFileBecomesTopicsAsKafkasOwnToolsDescribeThem(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.cluster(version)
      let replicas = cluster.nodes.count
      let names = (full: uniqueName("applied-full"), plain: uniqueName("applied-plain"))
      let file = try Self.file(
        """
        profile: development
        profiles:
          development: {replication: 1}
          production: {replication: \(replicas), min_insync_replicas: \(min(2, replicas))}
        topics:
          - name: \(names.full)
            partitions: 4
            retention: 90d
            retention_bytes: 1GiB
            configs: {cleanup.policy: "compact, delete", segment.bytes: 20MiB, segment.ms: 1d, min.cleanable.dirty.ratio: 0.50}
          - {name: \(names.plain), replication: default}
        """)
      let arguments = ["--file", file.path, "--profile", "production", "--bootstrap", cluster.bootstrap]

      let dryRun = try await Self.apply(arguments + ["--dry-run"])
      #expect(dryRun.status == 0, "\(dryRun.standardError)")
      #expect(dryRun.standardOutput.hasSuffix("2 topics: 2 to create\nnothing was changed (--dry-run); the brokers would create 2 of 2\n"))
      #expect(try await cluster.tools.topics()[names.full] == nil)

      let first = try await Self.apply(arguments)
      #expect(first.status == 0, "\(first.standardOutput)\(first.standardError)")
      #expect(first.standardOutput.hasSuffix("created 2 of 2; every partition has a leader\n"))
      // At once: whoever starts after it must find them.
      let made = try await cluster.tools.topics()
      let full = try #require(made[names.full])
      #expect(full.partitionCount == 4 && full.replicationFactor == replicas)
      #expect(full.partitions.values.allSatisfy { $0.leader != nil && $0.replicas.count == replicas })
      // The last is a setting of the harness' brokers that the tool lists as well.
      let configs = full.configs.mapValues { $0.filter { $0 != " " } }.filter { $0.key != "segment.index.bytes" }
      #expect(
        configs == [
          "cleanup.policy": "compact,delete", "min.cleanable.dirty.ratio": "0.5", "min.insync.replicas": "\(min(2, replicas))",
          "retention.bytes": "1073741824", "retention.ms": "7776000000", "segment.bytes": "20971520", "segment.ms": "86400000",
        ])
      let plain = try #require(made[names.plain])
      #expect(plain.partitionCount == 1 && plain.replicationFactor == 1)

      let second = try await Self.apply(arguments)
      #expect(second.status == 0)
      #expect(second.standardOutput.hasSuffix("= \(names.full)\n= \(names.plain)\n2 topics: 2 as in the file\n"))

      try await cluster.tools.addPartitions(names.full, total: 6)
      try await cluster.tools.setConfigs(topic: names.full, ["retention.ms": "-1", "cleanup.policy": "delete"])
      let expected = [
        "partitions: 4 in the file, 6 in the cluster", "retention.ms: 7776000000 (90d) in the file, -1 (unlimited) in the cluster",
        "cleanup.policy: [compact, delete] in the file, delete in the cluster",
      ]
      // Each broker learns of a config when the controller's record reaches it.
      try await eventually(within: .seconds(20), every: .milliseconds(200), "what differs is told") {
        let third = try await Self.apply(arguments)
        return third.status == 0 && expected.allSatisfy(third.standardOutput.contains)
      }
      let after = try #require(try await cluster.tools.topics()[names.full])
      #expect(after.partitionCount == 6 && after.configs["retention.ms"] == "-1")
      for name in [names.full, names.plain] { try await cluster.tools.deleteTopic(name) }
    }

    @Test(arguments: [KafkaVersion.v4_3, .v3_3].filter { KafkaInstallation.isAvailable($0) })
    func whatBrokersRefuseIsToldInTheirWordsAndHoldsUpNothing(_ version: KafkaVersion) async throws {
      let cluster = try await SharedClusters.cluster(version)
      let names = (good: uniqueName("kept"), many: uniqueName("many"), wrong: uniqueName("wrong"), other: uniqueName("other"))
      let file = try Self.file(
        """
        defaults: {partitions: 1, replication: 1}
        topics:
          - {name: \(names.many), replication: 12}
          - {name: \(names.wrong), configs: {retentoin.ms: 5}}
          - {name: \(names.other), configs: {cleanup.policy: shred}}
          - {name: \(names.good)}
        """)
      for isDryRun in [true, false] {
        let finished = try await Self.apply(["--file", file.path, "--bootstrap", cluster.bootstrap] + (isDryRun ? ["--dry-run"] : []))
        #expect(finished.status == 1)
        #expect(finished.standardOutput.contains("FAILED  \(names.many): INVALID_REPLICATION_FACTOR: "))
        #expect(finished.standardOutput.contains("FAILED  \(names.wrong): INVALID_CONFIG: Unknown topic config name: retentoin.ms"))
        #expect(finished.standardOutput.contains("FAILED  \(names.other): INVALID_CONFIG: Invalid value "))
        #expect(finished.standardOutput.contains(isDryRun ? "the brokers would create 1 of 4" : "created 1 of 4"))
        let there = try await cluster.tools.topics().keys.filter { [names.good, names.many, names.wrong, names.other].contains($0) }
        #expect(there == (isDryRun ? [] : [names.good]))
      }
      try await cluster.tools.deleteTopic(names.good)
    }

    @Test func twoAtOnceEndWell() async throws {
      let cluster = try await SharedClusters.cluster()
      let prefix = uniqueName("raced")
      let names = (0..<12).map { "\(prefix)-\($0)" }
      let files = try [names, names.reversed()].map { names in
        try Self.file("defaults: {partitions: 2, replication: 3}\ntopics:\n" + names.map { "  - name: \($0)\n" }.joined())
      }
      async let one = Self.apply(["--file", files[0].path, "--bootstrap", cluster.bootstrap])
      async let other = Self.apply(["--file", files[1].path, "--bootstrap", cluster.bootstrap])
      let both = [try await one, try await other]
      for finished in both { #expect(finished.status == 0, "\(finished.standardOutput)") }
      let made = try await cluster.tools.topics()
      for name in names {
        #expect(made[name]?.partitionCount == 2 && made[name]?.replicationFactor == 3)
        try await cluster.tools.deleteTopic(name)
      }
    }

    @Test func missingPermissionsAreNamed() async throws {
      let cluster = try await SharedClusters.authorizing(.v4_3)
      let names = (new: uniqueName("closed"), hidden: uniqueName("hidden"))
      try await cluster.tools.createTopic(names.hidden)
      try await cluster.tools.deny(["Create"], on: .cluster)
      try await cluster.tools.deny(["Create"], on: .topic(names.new))
      try await cluster.tools.deny(["DescribeConfigs"], on: .topic(names.hidden))
      let file = try Self.file("topics: [{name: \(names.new)}, {name: \(names.hidden), retention: 1d}]")
      try await eventually(within: .seconds(20), every: .milliseconds(200), "both refusals are told") {
        let finished = try await Self.apply(["--file", file.path, "--bootstrap", cluster.bootstrap, "--dry-run"])
        return finished.status == 1
          && finished.standardOutput.contains("FAILED  \(names.new): TOPIC_AUTHORIZATION_FAILED")
          && finished.standardOutput.contains("\n        grant CREATE on the topic or on the cluster\n")
          && finished.standardOutput.contains("! \(names.hidden): TOPIC_AUTHORIZATION_FAILED")
          && finished.standardOutput.contains("\n    grant DESCRIBE_CONFIGS on the topic\n")
      }
      for resource in [KafkaTools.AclResource.cluster, .topic(names.new), .topic(names.hidden)] {
        try await cluster.tools.removeAcls(on: resource)
      }
      try await cluster.tools.deleteTopic(names.hidden)
    }

    // MARK: - Running it

    /// A file that lives as long as this.
    private struct TopicText {
      let folder: TemporaryDirectory
      let path: String
    }

    private static func file(_ text: String) throws -> TopicText {
      let folder = try TemporaryDirectory()
      return TopicText(folder: folder, path: try folder.write(text, to: "topics.yaml"))
    }

    private static func apply(_ arguments: [String]) async throws(HarnessError) -> Finished {
      try await ExporterProcess.run(["topics", "apply"] + arguments)
    }
  }
}
