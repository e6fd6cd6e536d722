import Testing

@testable import KafkaExporter

struct TopicPlanTests {
  private static let week = ExistingTopic.Config(value: "604800000", isOwn: true, kind: .long)

  private static func existing(_ replicas: [Int], _ configs: [String: ExistingTopic.Config] = [:]) -> ExistingTopic {
    ExistingTopic(
      partitions: replicas.enumerated().map { .init(index: Int32($0.offset), leader: 1, replicas: $0.element) }, configs: configs)
  }

  private static func verdict(_ wanted: WantedTopic, _ found: ExistingTopic) -> TopicPlan.Verdict? {
    TopicPlan([wanted], found: [wanted.name: .present(found)]).entries.first?.verdict
  }

  @Test(
    arguments: [
      (WantedTopic(name: "t"), existing([3, 3]), []),
      (WantedTopic(name: "t", partitions: 2, replicationFactor: 3), existing([3, 3]), []),
      (WantedTopic(name: "t", partitions: 3), existing([3, 3]), [.partitions(wanted: 3, found: 2)]),
      (WantedTopic(name: "t", partitions: 1), existing([3, 3]), [.partitions(wanted: 1, found: 2)]),
      (WantedTopic(name: "t", replicationFactor: 2), existing([3, 3]), [.replication(wanted: 2, found: [3: 2])]),
      (WantedTopic(name: "t", replicationFactor: 3), existing([3, 2, 3]), [.replication(wanted: 3, found: [3: 2, 2: 1])]),
      (WantedTopic(name: "t", configs: ["retention.ms": "604800000"]), existing([1], ["retention.ms": week]), []),
      (
        WantedTopic(name: "t", configs: ["retention.ms": "-1"]), existing([1], ["retention.ms": week]),
        [.config(name: "retention.ms", wanted: "-1", found: week)]
      ),
      (
        WantedTopic(name: "t", configs: ["a": "1"]), existing([1], ["a": .init(value: nil, isOwn: false)]),
        [.config(name: "a", wanted: "1", found: .init(value: nil, isOwn: false))]
      ),
      // What the file does not mention is nobody's difference.
      (WantedTopic(name: "t", configs: [:]), existing([1], ["retention.ms": week]), []),
    ] as [(WantedTopic, ExistingTopic, [TopicDifference])])
  func onlyWhatTheFileSaysIsCompared(wanted: WantedTopic, found: ExistingTopic, differences: [TopicDifference]) {
    #expect(Self.verdict(wanted, found) == (differences.isEmpty ? .same : .differs(differences)))
  }

  @Test func whatIsMissingIsCreatedAndNothingElse() {
    let refusal = TopicRefusal("TOPIC_AUTHORIZATION_FAILED", advice: "grant DESCRIBE on the topic")
    let wanted = ["new", "there", "other", "hidden", "unsaid"].map {
      WantedTopic(name: $0, partitions: 1, configs: $0 == "other" ? ["x": "1"] : [:])
    }
    let plan = TopicPlan(
      wanted,
      found: [
        "new": .absent, "there": .present(Self.existing([1])), "other": .present(Self.existing([1])), "hidden": .unreadable(refusal),
        "nobody's": .present(Self.existing([1])),
      ])
    #expect(plan.creations.map(\.name) == ["new", "unsaid"])
    #expect(plan.same == 1 && plan.refusals == 2 && plan.differing == 0)
    #expect(plan.entries.map(\.topic) == wanted)
  }

  @Test(arguments: [
    (ConfigKind.long, "5", "5", true), (.long, "5", "05", true), (.long, "5", "6", false), (.long, "x", "y", false),
    (.unknown, "5", "05", false),
    (.list, "compact, delete", "delete,compact", true), (.list, "compact", "compact,delete", false), (.boolean, "TRUE", "true", true),
    (.double, "0.5", ".50", true), (.double, "0.5", "0.6", false), (ConfigKind(rawValue: 2), "A", "a", false),
  ]) func valuesAreComparedAsTheirTypeSays(kind: ConfigKind, one: String, other: String, areSame: Bool) {
    #expect(kind.isSame(one, other) == areSame)
  }

  @Test func thePlanIsReadable() {
    let configs = ["retention.ms": "604800000", "cleanup.policy": "compact,delete", "segment.bytes": "20971520"]
    let wanted = [
      WantedTopic(name: "new", partitions: 3, replicationFactor: 2, configs: configs), WantedTopic(name: "plain"),
      WantedTopic(name: "same"), WantedTopic(name: "grown", partitions: 6, replicationFactor: 3, configs: configs),
      WantedTopic(name: "shrunk", partitions: 1), WantedTopic(name: "hidden"),
    ]
    let plan = TopicPlan(
      wanted,
      found: [
        "same": .present(ExistingTopic(partitions: [.init(index: 0, leader: 1, replicas: 1), .init(index: 1, leader: nil, replicas: 1)])),
        "grown": .present(
          Self.existing(
            [3, 1, 3],
            [
              "retention.ms": .init(value: "-1", isOwn: true), "cleanup.policy": .init(value: "delete", isOwn: false),
              "segment.bytes": .init(value: "20971520", isOwn: true),
            ])), "shrunk": .present(Self.existing([1, 1])),
        "hidden": .unreadable(TopicRefusal("NOT\u{1B}[2J SEEN", advice: "grant DESCRIBE on the topic")),
      ])
    #expect(
      plan.lines(bootstrap: "a:1,b:2").joined(separator: "\n") == #"""
        + new: partitions 3, replication 2, cleanup.policy=[compact,delete], retention.ms=604800000 (7d), segment.bytes=20971520 (20MiB)
        + plain: partitions as the brokers give by default, replication as the brokers give by default
        = same
            without a leader now: partition 1
        ~ grown: differs and is left as it is
            partitions: 6 in the file, 3 in the cluster
            replication: 3 in the file, 1 on 1 partition and 3 on 2 partitions in the cluster
            cleanup.policy: [compact,delete] in the file, delete in the cluster, which is a default there
            retention.ms: 604800000 (7d) in the file, -1 (unlimited) in the cluster
            what would change it:
              kafka-topics.sh --bootstrap-server a:1,b:2 --alter --topic grown --partitions 6
              kafka-reassign-partitions.sh --bootstrap-server a:1,b:2 --execute --reassignment-json-file FILE
              kafka-configs.sh --bootstrap-server a:1,b:2 --alter --entity-type topics --entity-name grown --add-config 'cleanup.policy=[compact,delete],retention.ms=604800000'
        ~ shrunk: differs and is left as it is
            partitions: 1 in the file, 2 in the cluster
            what would change it:
              # partitions can not become fewer; a new topic could have fewer
        ! hidden: NOT\u{1B}[2J SEEN
            grant DESCRIBE on the topic
        6 topics: 2 to create, 2 differ, 1 as in the file, 1 that can't be compared
        """#)
  }

  @Test(arguments: [("a=1", "a=1"), ("a=b c", "'a=b c'"), ("a='", "'a='\\'''"), ("", "''"), ("$(reboot)", "'$(reboot)'")])
  func aShellTakesWhatIsShownForOneWord(text: String, quoted: String) {
    #expect(TopicRemedy.quoted(text) == quoted)
  }

  @Test func requestsAreBounded() {
    let small = (0..<250).map { WantedTopic(name: "t\($0)", partitions: 1) }
    #expect(TopicCreation.batches(small).map(\.count) == [100, 100, 50])
    let wide = ([1_500, 400, 200, 5_000, 1] as [Int32]).map { WantedTopic(name: "w\($0)", partitions: $0) }
    #expect(TopicCreation.batches(wide).map { $0.map(\.name) } == [["w1500", "w400"], ["w200"], ["w5000"], ["w1"]])
    let unsaid = (0..<300).map { WantedTopic(name: "u\($0)") }
    #expect(TopicCreation.batches(unsaid).map(\.count) == [100, 100, 100])
    #expect(TopicCreation.batches([]).isEmpty)
  }
}
