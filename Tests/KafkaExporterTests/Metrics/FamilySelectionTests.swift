import KafkaExporter
import Testing

struct FamilySelectionTests {
  @Test func theDefaultIsChangedByNamesWithASign() throws {
    let selection = try FamilySelection.parse("default, +kafka_topic_partition_leader , -kafka_group_partition_lag")
    #expect(selection.contains(PartitionFamilies.leader))
    #expect(!selection.contains(GroupPartitionFamilies.lag))
    #expect(selection.contains(GroupFamilies.lag))
    #expect(!selection.isDense)
    #expect(try selection == FamilySelection.parse("+kafka_topic_partition_leader,-kafka_group_partition_lag"))
  }

  @Test func allListsZerosToo() throws {
    let selection = try FamilySelection.parse("all,-kafka_group_member_info")
    #expect(selection.isDense)
    #expect(!selection.contains(GroupFamilies.memberInfo))
    #expect(selection.contains(PartitionFamilies.leader))
  }

  @Test func namesWithoutASignAreTheWholeSelection() throws {
    let selection = try FamilySelection.parse("kafka_group_lag,process_open_fds")
    #expect(Catalogue.families.filter { selection.contains($0) }.map(\.name) == ["group_lag", "process_open_fds"])
    #expect(try FamilySelection.parse("none") == .none)
    #expect(try FamilySelection.parse("none,+kafka_group_lag,+process_open_fds") == selection)
  }

  @Test(
    "what can't be read is said, with the nearest name",
    arguments: [
      ("default,+kafka_group_leg", #"unknown metric family "kafka_group_leg"; did you mean "kafka_group_lag"?"#),
      ("default,-xyzzy", #"unknown metric family "xyzzy""#), ("default,all", #""all" can only stand first in the list of families"#),
      ("", #"an empty name in the list of families; allowed are "default", "all", "none" and names of families with + or -"#),
      ("default,,", #"an empty name in the list of families; allowed are "default", "all", "none" and names of families with + or -"#),
      ("default,+", #"unknown metric family """#),
    ])
  func errors(text: String, message: String) {
    let error = #expect(throws: FamilySelectionError.self) { try FamilySelection.parse(text) }
    #expect(error?.description == message)
  }
}
