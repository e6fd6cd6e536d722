import FuzzSupport
import KafkaProtocol
import Testing

/// Kafka's own record classes against those here, in both directions. Skipped where the jars or Java are not installed.
@Suite(.enabled(if: JavaProgram.kafka != nil, "Kafka's jars are not there"), .timeLimit(.minutes(2)))
struct RecordWitnessTests {
  @Test func batchesOfKafkaSayHereWhatTheySayThere() throws {
    let witnesses = try RecordWitness.write(kafka: try #require(JavaProgram.kafka), count: 300, seed: 1)
    #expect(witnesses.count == 300)
    let different = try witnesses.indices.filter { try DescribedBatch.read(witnesses[$0].field) != witnesses[$0].batches }
    #expect(different.isEmpty)
    let batches = witnesses.flatMap(\.batches)
    #expect(Set(batches.map(\.header.attributes.compression)) == [.none, .gzip, .snappy, .lz4, .zstd])
    #expect(batches.contains { $0.header.attributes.isControl && $0.records?.isEmpty == false })
    #expect(batches.contains { $0.records == [] })
  }

  @Test func recordsOfKafkaEncodeToTheBytesTheyCameFrom() throws {
    let witnesses = try RecordWitness.write(kafka: try #require(JavaProgram.kafka), count: 200, seed: 2)
    var compared = 0
    var different: [RecordBatchHeader] = []
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
        if unsafe batch.bytes.withUnsafeBytes({ unsafe Array($0) }) != again { different.append(header) }
        compared += 1
      }
    }
    #expect(different.isEmpty)
    #expect(compared > 100)
  }

  @Test func kafkaReadsTheBatchesThatAreEncodedHere() throws {
    var generator = SeededGenerator(seed: 3)
    let fields = try (0..<200).map { _ in try (0..<3).flatMap { _ in try RandomRecords.batch(using: &generator) } }
    let described = try RecordWitness.describe(fields, kafka: try #require(JavaProgram.kafka))
    #expect(described.count == fields.count)
    #expect(described.allSatisfy { $0.count == 3 && $0.allSatisfy(\.isValid) })
    let different = try zip(fields, described).enumerated().filter { try DescribedBatch.read($0.element.0) != $0.element.1 }.map(\.offset)
    #expect(different.isEmpty)
  }

  @Test func whatABrokerSetsInABatchIsSetAsKafkaSetsIt() throws {
    let witnesses = try RecordWitness.write(kafka: try #require(JavaProgram.kafka), count: 100, seed: 4)
    var different: [String] = []
    for (index, witness) in witnesses.enumerated() {
      var field = witness.field
      try RecordBatch.assign(baseOffset: witness.baseOffset, partitionLeaderEpoch: witness.leaderEpoch, in: &field)
      if field != witness.withOffsetAndEpoch { different.append("offset or epoch of \(index)") }
      try RecordBatch.assign(logAppendTime: witness.logAppendTime, in: &field)
      if field != witness.withLogAppendTime { different.append("time of \(index)") }
    }
    #expect(different.isEmpty)
  }

  @Test func olderFormatsAreRefusedAsWhatTheyAre() throws {
    let fields = try RecordWitness.writeOldFormats(kafka: try #require(JavaProgram.kafka), seed: 5)
    for (magic, field) in fields.enumerated() {
      #expect(error { _ = try DescribedBatch.read(field) }?.reason == .unsupportedMagic(Int8(magic)))
    }
  }
}
