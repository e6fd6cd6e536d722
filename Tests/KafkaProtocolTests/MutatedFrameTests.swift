import Foundation
import FuzzSupport
import KafkaProtocol
import Testing

/// A million damaged frames, the same ones in every run: each ends in a value or a `WireError`, and none takes memory that its bytes do not justify.
///
/// That nothing traps is shown by the process being alive at the end. `make fuzz` goes on from here.
@Suite(.timeLimit(.minutes(5)))
struct MutatedFrameTests {
  private static let corpus = JavaProgram.packageRoot.appendingPathComponent("Tests/KafkaProtocolTests/Corpus/frames.txt")
  private static let total = 1_000_000

  @Test func everyRecordedFrameIsReadAndConsistent() throws {
    let corpus = try FrameCorpus(contentsOf: Self.corpus)
    // For these a listener with SASL, a reader that loses its leader, Kafka Streams, and a topic whose replicas are moved would have to be there.
    let notRecorded: Set<APIKey> = [
      .saslHandshake, .saslAuthenticate, .offsetForLeaderEpoch, .streamsGroupDescribe, .alterPartitionReassignments,
    ]
    let known = Set(MessageCatalogue.requests.map { $0.apiKey }).subtracting(notRecorded)
    for isRequest in [true, false] {
      let recorded = Set(corpus.frames.filter { $0.isRequest == isRequest }.map(\.apiKey))
      #expect(known.isSubset(of: recorded))
    }
    for seed in corpus.seeds() {
      let failure = seed.decoder.failure(seed.bytes)
      #expect(failure == nil, "\(seed.decoder.name)")
      let isConsistent = seed.decoder.isConsistent(seed.bytes)
      #expect(isConsistent, "\(seed.decoder.name)")
    }
  }

  @Test func everyRequestAndResponseOfEveryVersionTakesPart() throws {
    let names = Set(try Self.seeds().flatMap { $0.map(\.decoder.name) })
    for type in MessageCatalogue.requests {
      for version in type.validVersions {
        let request = FrameDecoder.request(type, version: version)
        let decoders = [request, .response(to: type, version: version)] + [.visitedResponse(to: type, version: version)].compactMap { $0 }
        #expect(names.isSuperset(of: decoders.map(\.name)))
      }
    }
    #expect(names.isSuperset(of: [FrameDecoder.records, .consumerSubscription, .consumerAssignment].map(\.name)))
  }

  @Test func aMillionDamagedFramesEndInAValueOrAnError() async throws {
    let seeds = try Self.seeds()
    // Threads, their stacks and the allocator's own pools are there after a first round, so that only decoders can make the peak grow.
    _ = await Self.run(seeds, count: Self.total / 20, seed: 1)
    let before = try MemoryPeak.startingNow()
    let outcome = await Self.run(seeds, count: Self.total, seed: 2)
    let growth = try MemoryPeak.current().growth(since: before)
    #expect(outcome.read + outcome.refused == Self.total)
    // Both kinds in plenty: damage that breaks everything, or nothing, would test little.
    #expect(outcome.read > Self.total / 10 && outcome.refused > Self.total / 10)
    #expect(outcome.inconsistent.isEmpty)
    if !before.isOfASanitizer { #expect(growth.resident < 64 << 20 && growth.reserved < 256 << 20) }
  }

  /// Recorded frames, and random ones so that each decoder has some.
  private static func seeds() throws -> [[FrameSeed]] {
    let all = try FrameCorpus(contentsOf: corpus).seeds() + FrameSeed.random(count: 2, seed: 1)
    var generator = SeededGenerator(seed: 2)
    let records = try (0..<10).map { _ in FrameSeed(.records, try RandomRecords.batch(using: &generator)) }
    let prefixed = try (0..<4).flatMap { version in
      [
        FrameSeed(
          .consumerSubscription, try ConsumerProtocolSubscription(topics: ["a", "b"], userData: [1, 2]).encodePrefixed(version: version)),
        FrameSeed(
          .consumerAssignment,
          try ConsumerProtocolAssignment(assignedPartitions: [.init(topic: "a", partitions: [1, 2])]).encodePrefixed(version: version)),
      ]
    }
    let messages = Dictionary(grouping: all) { $0.decoder.name }.sorted { $0.key < $1.key }.map(\.value)
    // What has one decoder for everything takes its turn as often as an API with ten versions.
    return messages + [records, prefixed].flatMap { Array(repeating: $0, count: 10) }
  }

  struct Outcome: Sendable {
    var read = 0
    var refused = 0
    /// Decoders that read what they can't write, or write it differently.
    var inconsistent: Set<String> = []
  }

  /// Decoders take turns; half of them in each of two tasks.
  private static func run(_ seeds: [[FrameSeed]], count: Int, seed: UInt64) async -> Outcome {
    await withTaskGroup(of: Outcome.self) { group in
      for half in 0..<2 {
        let mine = seeds.enumerated().filter { $0.offset % 2 == half }.map(\.element)
        group.addTask { damage(mine, count: count / 2, seed: seed &+ UInt64(half) &* 1000) }
      }
      var outcome = Outcome()
      for await part in group {
        outcome.read += part.read
        outcome.refused += part.refused
        outcome.inconsistent.formUnion(part.inconsistent)
      }
      return outcome
    }
  }

  private static func damage(_ seeds: [[FrameSeed]], count: Int, seed: UInt64) -> Outcome {
    var mutator = Mutator(seed: seed)
    var outcome = Outcome()
    for round in 0..<count {
      let candidates = seeds[round % seeds.count]
      let seed = candidates[mutator.below(candidates.count)]
      var bytes = seed.bytes
      mutator.damage(&bytes, spliceFrom: candidates[mutator.below(candidates.count)].bytes)
      guard seed.decoder.failure(bytes) == nil else {
        outcome.refused += 1
        continue
      }
      outcome.read += 1
      // Writing and reading again costs three times as much as reading.
      if outcome.read % 16 == 0, !seed.decoder.isConsistent(bytes) { outcome.inconsistent.insert(seed.decoder.name) }
    }
    return outcome
  }
}
