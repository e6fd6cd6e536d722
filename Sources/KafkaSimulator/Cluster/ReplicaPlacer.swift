/// Where the replicas of new partitions go: as Kafka's StripedReplicaPlacer puts them (KIP-36 for the racks).
///
/// Leaders go round the racks, and round the live brokers of each; the other replicas of a partition go to the racks after the leader's, so
/// that a partition is spread over as many racks as there are. After each round the order is shuffled, so that the brokers share work
/// differently. Brokers that are dead lead nothing new and get replicas only where the living are too few. Brokers without a rack are one rack
/// together.
struct ReplicaPlacer {
  private var racks: [Rack]
  private let liveCount: Int
  private var firstRack: Int
  /// How many partitions were placed since the order was shuffled.
  private var placed = 0

  init(brokers: some Collection<Broker>, generator: inout SeededGenerator) {
    let byRack = Dictionary(grouping: brokers, by: \.rack)
    racks = byRack.sorted { ($0.key ?? "") < ($1.key ?? "") }.map { Rack($0.value) }
    liveCount = brokers.count { $0.isAlive }
    firstRack = Int.random(in: 0..<max(1, racks.count), using: &generator)
    for index in racks.indices { racks[index].turn = Int.random(in: 0..<max(1, racks[index].living.count), using: &generator) }
    shuffle(&generator)
  }

  /// The replicas of one more partition, in order of preference.
  ///
  /// - Precondition: someone is alive, and there are at least `count` brokers.
  mutating func next(_ count: Int, generator: inout SeededGenerator) -> [Int32] {
    if placed == liveCount {
      shuffle(&generator)
      placed = 0
    }
    for index in racks.indices { racks[index].begin() }
    var replicas: [Int32] = []
    var rack = firstRack
    while replicas.isEmpty {
      if let leader = racks[rack].nextLiving() { replicas.append(leader) }
      rack = (rack + 1) % racks.count
    }
    // Goes round until there are enough: each rack gives each of its brokers once.
    var failures = 0
    while replicas.count < count, failures < racks.count {
      if let broker = racks[rack].next() {
        replicas.append(broker)
        failures = 0
      } else {
        failures += 1
      }
      rack = (rack + 1) % racks.count
    }
    firstRack = (firstRack + 1) % racks.count
    placed += 1
    return replicas
  }

  private mutating func shuffle(_ generator: inout SeededGenerator) {
    racks.shuffle(using: &generator)
    for index in racks.indices { racks[index].shuffle(&generator) }
  }

  private struct Rack {
    var living: [Int32]
    var dead: [Int32]
    /// Where the partition at hand begins: one further for each partition that the rack has a replica of.
    var turn = 0
    /// How many of this rack have been given to the partition at hand; nil before the first.
    private var given: Int?

    init(_ brokers: [Broker]) {
      living = brokers.filter(\.isAlive).map(\.id).sorted()
      dead = brokers.filter { !$0.isAlive }.map(\.id).sorted()
    }

    mutating func begin() {
      given = nil
    }

    mutating func nextLiving() -> Int32? {
      let given = count()
      guard given < living.count else { return nil }
      self.given = given + 1
      return living[(turn + given) % living.count]
    }

    mutating func next() -> Int32? {
      if let broker = nextLiving() { return broker }
      let given = count()
      guard given - living.count < dead.count else { return nil }
      self.given = given + 1
      return dead[(turn + given - living.count) % dead.count]
    }

    private mutating func count() -> Int {
      if let given { return given }
      turn = (turn + 1) % max(1, living.count)
      given = 0
      return 0
    }

    mutating func shuffle(_ generator: inout SeededGenerator) {
      living.shuffle(using: &generator)
      dead.shuffle(using: &generator)
    }
  }
}
