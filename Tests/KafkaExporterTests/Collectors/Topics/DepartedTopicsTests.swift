import KafkaProtocol
import Testing

@testable import KafkaExporter

struct DepartedTopicsTests {
  private let nothing = TopicLayout.empty

  @Test func theOlderHalfOfTooManyIsForgotten() {
    var departed = DepartedTopics(limit: 4)
    for number in UInt64(1)...5 { leave(number, &departed) }
    #expect((UInt64(1)...5).map { comeBack($0, departed) } == [0, 0, 0, 1, 1])
  }

  @Test func asManyAsTheLimitAreRemembered() {
    var departed = DepartedTopics(limit: 4)
    for number in UInt64(1)...4 { leave(number, &departed) }
    #expect((UInt64(1)...4).map { comeBack($0, departed) } == [1, 1, 1, 1])
  }

  private func leave(_ number: UInt64, _ departed: inout DepartedTopics) {
    var facts: [TopicFacts] = []
    departed.follow(from: TopicLayout(topics: [("t\(number)", .number(number), false, 1)]), [TopicFacts()], to: nothing, &facts)
  }

  /// How often a topic counts as made anew when its name comes back with another id.
  private func comeBack(_ number: UInt64, _ departed: DepartedTopics) -> Int {
    var departed = departed
    var facts = [TopicFacts()]
    departed.follow(from: nothing, [], to: TopicLayout(topics: [("t\(number)", .number(100), false, 1)]), &facts)
    return facts[0].recreations
  }
}
