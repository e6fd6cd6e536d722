import KafkaExporter
import Testing

struct ProbeTopicPlanTests {
  typealias Partition = ProbeTopicView.Partition

  private func view(_ brokers: [Int32], _ partitions: [Partition]?, racks: [Int32: String] = [:]) -> ProbeTopicView {
    ProbeTopicView(brokers: brokers.map { .init(id: $0, rack: racks[$0]) }, partitions: partitions)
  }

  private func partition(_ index: Int32, _ replicas: [Int32], leader: Int32? = nil, inSync: [Int32]? = nil) -> Partition {
    Partition(index: index, leader: leader ?? replicas.first, replicas: replicas, inSync: inSync ?? replicas)
  }

  private func plan(
    _ view: ProbeTopicView, perBroker: Int = 1, replicas: Int? = nil, removed: Set<Int32> = []
  ) -> ProbeTopicPlan {
    ProbeTopicPlan(view, partitionsPerBroker: perBroker, replicationFactor: replicas, removed: removed)
  }

  @Test func aTopicThatIsNotThereIsCreatedWithALeaderOnEveryBroker() {
    #expect(plan(view([1, 2, 3], nil)).steps == [.create([[1, 2, 3], [2, 3, 1], [3, 1, 2]])])
    #expect(plan(view([1, 2, 3, 4], nil)).steps == [.create([[1, 2, 3], [2, 3, 4], [3, 4, 1], [4, 1, 2]])])
    #expect(plan(view([7], nil)).steps == [.create([[7]])])
    #expect(plan(view([1, 2], nil), perBroker: 2, replicas: 1).steps == [.create([[1], [1], [2], [2]])])
    #expect(plan(view([1, 2], nil), replicas: 5).steps == [.create([[1, 2], [2, 1]])])
  }

  @Test func replicasAreOnDifferentRacksWhereThatIsPossible() {
    let racks: [Int32: String] = [1: "a", 2: "a", 3: "b", 4: "b"]
    #expect(plan(view([1, 2, 3, 4], nil, racks: racks), replicas: 2).steps == [.create([[1, 3], [2, 3], [3, 1], [4, 1]])])
  }

  @Test func nothingIsDoneWhereEveryBrokerLeadsItsShare() {
    let partitions = [partition(0, [1, 2, 3]), partition(1, [2, 3, 1]), partition(2, [3, 1, 2])]
    #expect(plan(view([1, 2, 3], partitions)).steps.isEmpty)
    // One more than needed is nobody's harm.
    #expect(plan(view([1, 2, 3], partitions + [partition(3, [1, 2, 3])])).steps.isEmpty)
  }

  @Test func aNewBrokerGetsAPartition() {
    let partitions = [partition(0, [1, 2, 3]), partition(1, [2, 3, 1]), partition(2, [3, 1, 2])]
    let plan = plan(view([1, 2, 3, 4], partitions))
    #expect(plan.steps == [.add(count: 3, [[4, 1, 2]])])
    #expect(plan.underserved == [4])
  }

  @Test func aPartitionToSpareIsMovedBeforeOneIsAdded() {
    let partitions = [partition(0, [1, 2]), partition(1, [1, 2]), partition(2, [1, 2])]
    #expect(
      plan(view([1, 2, 3, 4], partitions)).steps == [
        .add(count: 3, [[4, 1]]), .reassign([.init(partition: 1, replicas: [2, 1]), .init(partition: 2, replicas: [3, 1])]),
      ])
  }

  @Test func aBrokerThatIsAwayForAWhileKeepsItsPartitions() {
    let partitions = [partition(0, [1, 2, 3]), partition(1, [2, 3, 1]), partition(2, [3, 1, 2], leader: 1, inSync: [1, 2])]
    #expect(plan(view([1, 2], partitions)).steps.isEmpty)
  }

  @Test func theReplicasOfARemovedBrokerGoElsewhere() {
    let partitions = [partition(0, [1, 2, 3]), partition(1, [2, 4, 1]), partition(2, [3, 1, 2], leader: 1, inSync: [1, 2])]
    #expect(
      plan(view([1, 2, 4], partitions), removed: [3]).steps == [
        .reassign([.init(partition: 0, replicas: [1, 2, 4]), .init(partition: 2, replicas: [4, 1, 2])])
      ])
  }

  @Test func aLeaderIsMovedBackWhenThePreferredOneIsInSync() {
    let usurped = partition(2, [3, 1, 2], leader: 1)
    let others = [partition(0, [1, 2, 3]), partition(1, [2, 3, 1])]
    #expect(plan(view([1, 2, 3], others + [usurped])).steps == [.elect([2])])
    let behind = partition(2, [3, 1, 2], leader: 1, inSync: [1, 2])
    #expect(plan(view([1, 2, 3], others + [behind])).steps.isEmpty)
    let nobody = Partition(index: 2, leader: nil, replicas: [3, 1, 2], inSync: [3])
    #expect(plan(view([1, 2, 3], others + [nobody])).steps.isEmpty)
  }

  @Test func anotherReplicationFactorIsReachedByReassignment() {
    let partitions = [partition(0, [1]), partition(1, [2])]
    #expect(
      plan(view([1, 2], partitions), replicas: 2).steps == [
        .reassign([.init(partition: 0, replicas: [1, 2]), .init(partition: 1, replicas: [2, 1])])
      ])
    #expect(plan(view([1, 2], partitions)).steps.isEmpty)
  }

  @Test func partitionsAreAddedWithAsManyReplicasAsTheOthersHave() {
    let made = [partition(0, [1])]
    #expect(plan(view([1, 2, 3], made)).steps == [.add(count: 1, [[2], [3]])])
    #expect(
      plan(view([1, 2, 3], made), replicas: 2).steps == [
        .add(count: 1, [[2], [3]]), .reassign([.init(partition: 0, replicas: [1, 2])]),
      ])
  }

  @Test func withoutBrokersNothingIsPlanned() {
    #expect(plan(view([], nil)).steps.isEmpty)
    #expect(plan(view([], [partition(0, [1])])).steps.isEmpty)
  }

  /// Whatever the topic looks like, following the plan leads to a topic of which nothing more is to be changed, with a leader on every broker.
  @Test(arguments: 0..<60)
  func thePlanReachesItsAim(seed: Int) throws {
    var random = SeededNumbers(seed: UInt64(seed))
    let brokers = Array(1...Int32.random(in: 1...6, using: &random))
    let gone: Set<Int32> = [90, 91]
    var partitions: [Partition]? = Bool.random(using: &random) ? nil : []
    for index in 0..<Int32.random(in: 0...8, using: &random) where partitions != nil {
      let replicas = Array((brokers + gone).shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)))
      let living = replicas.filter { !gone.contains($0) }
      partitions?.append(Partition(index: index, leader: living.randomElement(using: &random), replicas: replicas, inSync: living))
    }
    let perBroker = Int.random(in: 1...2, using: &random)
    let replicas = Bool.random(using: &random) ? nil : Int.random(in: 1...3, using: &random)
    for _ in 0..<4 {
      for step in plan(view(brokers, partitions), perBroker: perBroker, replicas: replicas, removed: gone).steps {
        partitions = step.performed(on: partitions)
      }
    }
    let end = try #require(partitions)
    #expect(plan(view(brokers, end), perBroker: perBroker, replicas: replicas, removed: gone).steps.isEmpty)
    for broker in brokers { #expect(end.count { $0.leader == broker } >= perBroker) }
    for partition in end {
      #expect(Set(partition.replicas).count == partition.replicas.count)
      #expect(gone.isDisjoint(with: partition.replicas))
    }
  }
}

extension ProbeTopicPlan.Step {
  /// What a cluster does when it is asked for this.
  fileprivate func performed(on partitions: [ProbeTopicView.Partition]?) -> [ProbeTopicView.Partition] {
    func made(_ index: Int, _ replicas: [Int32]) -> ProbeTopicView.Partition {
      .init(index: Int32(index), leader: replicas.first, replicas: replicas, inSync: replicas)
    }
    var partitions = partitions ?? []
    switch self {
    case .create(let assignments): partitions = assignments.enumerated().map { made($0.offset, $0.element) }
    case .add(let count, let assignments): partitions += assignments.enumerated().map { made(count + $0.offset, $0.element) }
    case .reassign(let moves):
      for move in moves {
        guard let place = partitions.firstIndex(where: { $0.index == move.partition }) else { continue }
        partitions[place] = made(Int(move.partition), move.replicas)
      }
    case .elect(let elected):
      for place in partitions.indices where elected.contains(partitions[place].index) {
        partitions[place].leader = partitions[place].replicas.first
      }
    }
    return partitions
  }
}
