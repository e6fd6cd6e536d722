import KafkaClient
import KafkaProtocol
import Testing

struct VersionTableTests {
  private let table = VersionTable(
    ApiVersionsResponse(apiKeys: [
      .init(apiKey: APIKey.metadata.rawValue, minVersion: 4, maxVersion: 9),
      .init(apiKey: APIKey.listGroups.rawValue, minVersion: 5, maxVersion: 2),
      .init(apiKey: 999, minVersion: 0, maxVersion: 1),
    ]))

  @Test(arguments: [(Int16(0)...13, Int16(9)), (0...6, 6), (9...13, 9), (4...4, 4)])
  func theHighestVersionThatBothSpeakIsTaken(wanted: ClosedRange<Int16>, best: Int16) {
    #expect(table.best(for: .metadata, among: wanted) == best)
  }

  @Test(arguments: [Int16(10)...13, 0...3])
  func rangesThatDoNotMeetHaveNoVersion(wanted: ClosedRange<Int16>) {
    #expect(table.best(for: .metadata, among: wanted) == nil)
  }

  @Test func anAPIThatTheBrokerDoesNotNameHasNoVersion() {
    #expect(!table.supports(.offsetFetch))
    #expect(table.best(for: .offsetFetch, among: 0...9) == nil)
  }

  @Test func aRangeThatEndsBeforeItBeginsIsNone() {
    #expect(table.versions(of: .listGroups) == nil)
  }

  @Test func anAPIThatIsNotKnownHereIsKept() {
    #expect(table.versions(of: APIKey(rawValue: 999)) == 0...1)
  }
}
