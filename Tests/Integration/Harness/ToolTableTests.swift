import Testing

@testable import TestSupport

struct ToolTableTests {
  @Test func fieldsWithSpacesAreCutAtTheHeadersWords() {
    let table = """

      Consumer group 'my group' has no active members.

      GROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID     HOST            CLIENT-ID
      my group        orders          0          3               10              7               -               -               -

      GROUP           COORDINATOR (ID)          ASSIGNMENT-STRATEGY  STATE           #MEMBERS
      other           127.0.0.1:21001  (1)                           Empty           0
      """
    let rows = ToolTable.parse(table, columns: GroupOffsetRow.columns)
    #expect(rows.first?["GROUP"] == "my group")
    #expect(rows.first?["LAG"] == "7")
    #expect(rows.first?["CONSUMER-ID"] == nil)
    let states = ToolTable.parse(table, columns: GroupStateRow.columns).compactMap { GroupStateRow($0) }
    #expect(states.last?.coordinator == 1)
    #expect(states.last?.assignmentStrategy == nil)
    #expect(states.last?.state == "Empty")
  }
}
