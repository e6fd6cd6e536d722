import KafkaSimulator
import Testing

struct GroupCommitsTests {
  @Test func commitsAreFoundWhereTheyWereMade() {
    var commits = GroupCommits()
    commits.set(.init(offset: 7), topic: "b", partition: 2)
    commits.set(.init(offset: 9, leaderEpoch: 3, metadata: "m"), topic: "a", partition: 0)
    #expect(commits["b", 2] == .init(offset: 7))
    #expect(commits["a", 0] == .init(offset: 9, leaderEpoch: 3, metadata: "m"))
    #expect(commits["b", 1] == nil)
    #expect(commits["b", -1] == nil)
    #expect(commits["b", .max] == nil)
    #expect(commits.columns.map(\.topic) == ["a", "b"])
    #expect(commits["b"]?.offsets == [-1, -1, 7])
  }

  @Test func aCommitThatIsRemovedLeavesNothingBehind() {
    var commits = GroupCommits()
    commits.set(.init(offset: 1), topic: "a", partition: 0)
    commits.set(.init(offset: 2, metadata: "m"), topic: "a", partition: 5)
    commits.remove(topic: "a", partition: 5)
    #expect(commits["a"]?.offsets == [1])
    commits.set(.init(offset: 3), topic: "a", partition: 5)
    #expect(commits["a", 5] == .init(offset: 3), "metadata of a commit that was removed does not come back")
    commits.remove(topic: "a", partition: 0)
    commits.remove(topic: "a", partition: 5)
    #expect(commits.isEmpty)
  }

  @Test func aColumnReplacesWhatWasCommittedForTheTopic() {
    var commits = GroupCommits()
    commits.set(.init(offset: 1, metadata: "m"), topic: "a", partition: 3)
    commits.setColumn([5, -1, 6, -1], topic: "a")
    #expect(commits["a"]?.offsets == [5, -1, 6])
    #expect(commits["a"]?.commits.map { "\($0.partition):\($0.commit.offset)" } == ["0:5", "2:6"])
    commits.setColumn([-1, -1], topic: "a")
    #expect(commits.isEmpty)
  }

  @Test func theLastCommitForAPartitionCounts() {
    var commits = GroupCommits()
    var model: [String: [Int32: Int64]] = [:]
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let topic = "topic-\(Int.random(in: 0..<12, using: &generator))"
      let partition = Int32.random(in: 0..<20, using: &generator)
      if Int.random(in: 0..<4, using: &generator) == 0 {
        commits.remove(topic: topic, partition: partition)
        model[topic]?[partition] = nil
      } else {
        let offset = Int64.random(in: 0..<1_000, using: &generator)
        commits.set(.init(offset: offset), topic: topic, partition: partition)
        model[topic, default: [:]][partition] = offset
      }
    }
    for (topic, partitions) in model {
      #expect(Dictionary(uniqueKeysWithValues: commits[topic]?.commits.map { ($0.partition, $0.commit.offset) } ?? []) == partitions)
    }
    #expect(commits.columns.map(\.topic) == model.filter { !$0.value.isEmpty }.keys.sorted())
  }
}
