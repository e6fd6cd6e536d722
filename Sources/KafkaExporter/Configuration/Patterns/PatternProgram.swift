/// A nondeterministic automaton that decides in time proportional to the name's length whether the whole name matches (Thompson's construction:
/// all states at once, so no pattern makes it try again).
struct PatternProgram {
  /// States of one pattern; a counted repetition copies what it repeats.
  static let maximumStates = 10_000

  private enum State {
    case scalars(ScalarSet, next: Int)
    case fork(Int, Int)
    case atStart(next: Int)
    case atEnd(next: Int)
    case accept
  }

  /// Every jump goes to an index of this array: the compiler below is the only writer.
  private var states: [State] = [.accept]
  private var first = 0
  /// Calls of the compiler: nested repetitions of nothing add no state and must still end.
  private var steps = 0

  init(_ syntax: PatternSyntax) throws(ValueProblem) {
    first = try compile(syntax, then: 0)
  }

  /// Builds backwards: the state that continues with `next` after `syntax`.
  private mutating func compile(_ syntax: PatternSyntax, then next: Int) throws(ValueProblem) -> Int {
    steps += 1
    guard steps <= 10 * Self.maximumStates else { throw ValueProblem("the regular expression is too large") }
    switch syntax {
    case .empty: return next
    case .scalars(let set): return try add(.scalars(set, next: next))
    case .start: return try add(.atStart(next: next))
    case .end: return try add(.atEnd(next: next))
    case .sequence(let parts):
      var entry = next
      for part in parts.reversed() { entry = try compile(part, then: entry) }
      return entry
    case .choice(let options):
      var entry: Int?
      for option in options.reversed() {
        let start = try compile(option, then: next)
        entry = if let other = entry { try add(.fork(start, other)) } else { start }
      }
      return entry ?? next
    case .repeated(let part, let low, let high): return try compile(part, low: low, high: high, then: next)
    }
  }

  private mutating func compile(_ part: PatternSyntax, low: Int, high: Int?, then next: Int) throws(ValueProblem) -> Int {
    var entry = next
    if let high {
      for _ in low..<high { entry = try add(.fork(try compile(part, then: entry), next)) }
    } else {
      let loop = try add(.fork(next, next))
      states[loop] = .fork(try compile(part, then: loop), next)
      entry = loop
    }
    for _ in 0..<low { entry = try compile(part, then: entry) }
    return entry
  }

  private mutating func add(_ state: State) throws(ValueProblem) -> Int {
    guard states.count < Self.maximumStates else { throw ValueProblem("the regular expression is too large") }
    states.append(state)
    return states.count - 1
  }

  func matches(_ name: String) -> Bool {
    var walk = Walk(count: states.count)
    var isAccepted = follow(first, isStart: true, isEnd: name.isEmpty, in: &walk)
    let scalars = name.unicodeScalars
    var position = scalars.startIndex
    while position < scalars.endIndex {
      let value = scalars[position].value
      position = scalars.index(after: position)
      let current = walk.waiting
      if current.isEmpty { return false }
      walk.nextRound()
      isAccepted = false
      for state in current {
        guard case .scalars(let set, let next) = states[state], set.contains(value) else { continue }
        if follow(next, isStart: false, isEnd: position == scalars.endIndex, in: &walk) { isAccepted = true }
      }
    }
    return isAccepted
  }

  // MARK: For the table

  var stateCount: Int { states.count }

  /// Where sets of scalars begin or end, sorted: all scalars between two neighbours are treated alike by every state.
  var boundaries: [UInt32] {
    var starts: Set<UInt32> = [0]
    for case .scalars(let set, _) in states {
      for range in set.ranges { starts.formUnion([range.lowerBound, range.upperBound &+ 1]) }
    }
    return starts.sorted()
  }

  /// The states that wait for the first scalar, and whether the empty name matches.
  var beginning: (waiting: [Int], accepts: Bool) { settled([first], isStart: true) }

  /// The states that wait after one more scalar, and whether a name that ends there matches.
  func following(_ waiting: [Int], _ value: UInt32) -> (waiting: [Int], accepts: Bool) {
    var entries: [Int] = []
    for state in waiting {
      if case .scalars(let set, let next) = states[state], set.contains(value) { entries.append(next) }
    }
    return settled(entries, isStart: false)
  }

  private func settled(_ entries: [Int], isStart: Bool) -> (waiting: [Int], accepts: Bool) {
    var within = Walk(count: states.count)
    var ending = Walk(count: states.count)
    var accepts = false
    for entry in entries {
      _ = follow(entry, isStart: isStart, isEnd: false, in: &within)
      if follow(entry, isStart: isStart, isEnd: true, in: &ending) { accepts = true }
    }
    return (within.waiting.sorted(), accepts)
  }

  /// Adds every state that is reached without reading; true when one of them accepts.
  private func follow(_ start: Int, isStart: Bool, isEnd: Bool, in walk: inout Walk) -> Bool {
    var isAccepted = false
    walk.pending.append(start)
    while let index = walk.pending.popLast() {
      guard walk.enter(index) else { continue }
      switch states[index] {
      case .scalars: walk.waiting.append(index)
      case .fork(let one, let other): walk.pending += [other, one]
      case .atStart(let next): if isStart { walk.pending.append(next) }
      case .atEnd(let next): if isEnd { walk.pending.append(next) }
      case .accept: isAccepted = true
      }
    }
    return isAccepted
  }

  /// The states alive after the scalars read so far.
  private struct Walk {
    /// Those that wait for a scalar.
    var waiting: [Int] = []
    var pending: [Int] = []
    private var round = 1
    /// The round in which each state was entered last.
    private var entered: [Int]

    init(count: Int) { entered = Array(repeating: 0, count: count) }

    mutating func nextRound() {
      round += 1
      waiting.removeAll(keepingCapacity: true)
    }

    mutating func enter(_ state: Int) -> Bool {
      guard entered[state] != round else { return false }
      entered[state] = round
      return true
    }
  }
}
