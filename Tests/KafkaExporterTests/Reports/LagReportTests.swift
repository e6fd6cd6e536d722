import TestSnapshots
import Testing

@testable import KafkaExporter

struct LagReportTests {
  private static let members = [
    GroupMember(memberID: "c-1", clientID: "c", host: "/10.0.0.1", assignedPartitions: 2),
    GroupMember(memberID: "c-2", clientID: "c", host: "/10.0.0.2"),
  ]

  private func report(name: String? = nil, _ build: (inout TestSnapshots.SnapshotBuilder) -> Void) -> LagReport {
    var builder = TestSnapshots.SnapshotBuilder()
    builder.topic("orders", partitions: [.init(start: 10, end: 100), .init(start: 0, end: nil), .init(start: nil, end: 7)])
    builder.topic("audit", partitions: [.init(start: 5, end: 5)])
    build(&builder)
    return LagReport(ClusterPage(builder.snapshot(name: name)))
  }

  private var busy: LagReport {
    report { builder in
      builder.group(
        GroupFacts(id: "billing", protocolName: "range", state: "Stable", members: Self.members),
        commits: [.init("orders", 0): 4, .init("audit", 0): 5, .init("orders", 1): 3],
        assigned: [(.init("orders", 0), 0), (.init("orders", 2), 0)], subscribed: ["orders"])
      builder.group(GroupFacts(id: "idle", type: .consumer))
    }
  }

  @Test func theTableIsThatOfKafkaConsumerGroupsWithADashForWhatIsUnknown() {
    #expect(
      busy.table == """
        Group 'billing' (classic, Stable)
        GROUP    TOPIC   PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG  LOST  CONSUMER-ID  HOST       CLIENT-ID
        billing  audit           0               5               5    0     0  -            -          -
        billing  orders          0               4             100   90     6  c-1          /10.0.0.1  c
        billing  orders          1               3               -    -     0  -            -          -
        billing  orders          2               -               7    -     -  c-1          /10.0.0.1  c
        billing  -               -               -               -    -     -  c-2          /10.0.0.2  c

        Group 'idle' (consumer)
        GROUP  TOPIC  PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG  LOST  CONSUMER-ID  HOST  CLIENT-ID
        idle   -              -               -               -    -     -  -            -     -
        """)
  }

  @Test func jsonHasEveryKeyAndNullForWhatIsUnknown() throws {
    let json = try LagReport.json([
      report(name: "east") { builder in
        builder.group(
          GroupFacts(id: "b\"\\/\u{1}é", state: "Stable", members: Self.members), commits: [.init("orders", 0): 4],
          assigned: [(.init("orders", 0), 0)])
      }, report { $0.group(GroupFacts(id: "idle", type: .share)) },
    ])
    #expect(
      json == #"""
        [
          {"client_id":"c","cluster":"east","committed_offset":4,"group":"b\"\\/\u0001é","host":"/10.0.0.1","lag":90,"log_end_offset":100,"log_start_offset":10,"lost_records":6,"member_id":"c-1","partition":0,"state":"Stable","topic":"orders","type":"classic"},
          {"client_id":"c","cluster":"east","committed_offset":null,"group":"b\"\\/\u0001é","host":"/10.0.0.2","lag":null,"log_end_offset":null,"log_start_offset":null,"lost_records":null,"member_id":"c-2","partition":null,"state":"Stable","topic":null,"type":"classic"},
          {"client_id":null,"committed_offset":null,"group":"idle","host":null,"lag":null,"log_end_offset":null,"log_start_offset":null,"lost_records":null,"member_id":null,"partition":null,"state":null,"topic":null,"type":"share"}
        ]
        """#)
  }

  @Test func nothingIsAnEmptyArrayAndAnEmptyTable() throws {
    let nothing = report { _ in }
    #expect(try LagReport.json([nothing, nothing]) == "[]")
    #expect(nothing.table == "")
  }

  @Test func aPartitionOfAShareGroupHasARowForEachOfItsMembers() {
    let rows = report { builder in
      builder.group(
        GroupFacts(id: "s", type: .share, members: Self.members),
        assigned: [(.init("orders", 0), 0), (.init("orders", 0), 1), (.init("orders", 2), 1)])
    }.rows
    #expect(rows.map(\.partition) == [0, 0, 2])
    #expect(rows.map(\.memberID) == ["c-1", "c-2", "c-2"])
  }

  @Test func aGroupsNameNeitherMovesTheCursorNorEndsTheLine() {
    let table = report { $0.group(GroupFacts(id: "a\u{1B}[2J\nb")) }.table
    #expect(table.hasPrefix(#"Group 'a\u{1B}[2J\nb' (classic)"#))
    #expect(table.split(separator: "\n").count == 3)
  }

  @Test func complaintsNameTheirClusterAndWithoutBrokersTheFirstIsEnough() {
    var snapshot = ClusterSnapshot(name: "east")
    snapshot.collectors = [
      CollectorFacts(name: "cluster", failure: "refused"), CollectorFacts(name: "topics", failure: "refused"),
      CollectorFacts(name: "groups"),
    ]
    #expect(LagReport.complaints(about: snapshot) == ["cluster east: cluster: refused"])
    snapshot.brokers = []
    #expect(LagReport.complaints(about: snapshot) == ["cluster east: cluster: refused", "cluster east: topics: refused"])
    snapshot.name = nil
    #expect(LagReport.complaints(about: snapshot) == ["cluster: refused", "topics: refused"])
  }
}
