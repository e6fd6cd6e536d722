/// How large a simulated cluster is. About five commits a partition at every size, at the smallest a few less, so that costs per partition can be compared.
struct ScaleSize: Sendable {
  let name: String
  let topics: Int
  let partitionsPerTopic: Int
  let groups: Int
  let commitsPerGroup: Int
  /// Room for a poll to end before the next.
  let secondsBetweenPolls: Int

  static let all = [
    ScaleSize(name: "10k", topics: 200, partitionsPerTopic: 50, groups: 300, commitsPerGroup: 150, secondsBetweenPolls: 1),
    ScaleSize(name: "100k", topics: 2_000, partitionsPerTopic: 50, groups: 1_000, commitsPerGroup: 500, secondsBetweenPolls: 3),
    ScaleSize(name: "1m", topics: 10_000, partitionsPerTopic: 100, groups: 10_000, commitsPerGroup: 500, secondsBetweenPolls: 15),
  ]

  var partitions: Int { topics * partitionsPerTopic }
  var commits: Int { groups * commitsPerGroup }
}
