import FuzzSupport
import KafkaProtocol
import Testing

/// Kafka's own record classes against those here, in both directions. Skipped where the jars or Java are not installed.
@Suite(.enabled(if: JavaProgram.kafka != nil, "Kafka's jars are not there"), .timeLimit(.minutes(2)))
struct RecordWitnessTests {
  @Test func batchesOfKafkaSayHereWhatTheySayThere() throws {
    let witnesses = try RecordWitness.write(kafka: try #require(JavaProgram.kafka), count: 300, seed: 1)
    #expect(witnesses.count == 300)
    for (index, witness) in witnesses.enumerated() {
      let read = try DescribedBatch.read(witness.field)
      let isSame = read == witness.batches
      #expect(isSame, "field \(index)")
    }
    let batches = witnesses.flatMap(\.batches)
    #expect(Set(batches.map(\.header.attributes.compression)) == [.none, .gzip, .snappy, .lz4, .zstd])
    #expect(batches.contains { $0.header.attributes.isControl && $0.records?.isEmpty == false })
    #expect(batches.contains { $0.records == [] })
  }

  @Test func recordsOfKafkaEncodeToTheBytesTheyCameFrom() throws {
    let witnesses = try RecordWitness.write(kafka: try #require(JavaProgram.kafka), count: 200, seed: 2)
    var compared = 0
    for witness in witnesses {
      var reader = RecordBatchReader(witness.field.span.rawBytes)
      while let batch = try reader.next() {
        let header = batch.header
        // The records' own times are lost where the broker's stand for them; empty batches are made by the log cleaner alone.
        guard header.attributes.compression == .none, header.attributes.timestampType == .createTime, header.recordCount > 0 else {
          continue
        }
        let again = try RecordBatch.encode(
          batch.records(), partitionLeaderEpoch: header.partitionLeaderEpoch, attributes: header.attributes, producerID: header.producerID,
          producerEpoch: header.producerEpoch, baseSequence: header.baseSequence)
        let isSame = unsafe batch.bytes.withUnsafeBytes { unsafe Array($0) } == again
        #expect(isSame)
        compared += 1
      }
    }
    #expect(compared > 100)
  }

  @Test func kafkaReadsTheBatchesThatAreEncodedHere() throws {
    var generator = SeededGenerator(seed: 3)
    let fields = try (0..<200).map { _ in try (0..<3).flatMap { _ in try RandomRecords.batch(using: &generator) } }
    let described = try RecordWitness.describe(fields, kafka: try #require(JavaProgram.kafka))
    #expect(described.count == fields.count)
    for (field, batches) in zip(fields, described) {
      #expect(batches.count == 3 && batches.allSatisfy(\.isValid))
      let isSame = try DescribedBatch.read(field) == batches
      #expect(isSame)
    }
  }

  @Test func whatABrokerSetsInABatchIsSetAsKafkaSetsIt() throws {
    for witness in try RecordWitness.write(kafka: try #require(JavaProgram.kafka), count: 100, seed: 4) {
      var field = witness.field
      try RecordBatch.assign(baseOffset: witness.baseOffset, partitionLeaderEpoch: witness.leaderEpoch, in: &field)
      let isSame = field == witness.withOffsetAndEpoch
      #expect(isSame)
      try RecordBatch.assign(logAppendTime: witness.logAppendTime, in: &field)
      let isStillSame = field == witness.withLogAppendTime
      #expect(isStillSame)
    }
  }

  @Test func olderFormatsAreRefusedAsWhatTheyAre() throws {
    let fields = try RecordWitness.writeOldFormats(kafka: try #require(JavaProgram.kafka), seed: 5)
    for (magic, field) in fields.enumerated() {
      #expect(error { _ = try DescribedBatch.read(field) }?.reason == .unsupportedMagic(Int8(magic)))
    }
  }
}
