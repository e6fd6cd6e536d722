import KafkaProtocol
import Testing

@testable import KafkaSimulator

struct IdempotentProducerTests {
  private let fixture: LogFixture

  init() throws { fixture = try LogFixture() }

  private func send(_ count: Int, epoch: Int16 = 0, sequence: Int32) throws -> ProduceResponse.PartitionProduce {
    try fixture.produce(try LogFixture.batch(times: Array(repeating: 1, count: count), producer: 9, epoch: epoch, sequence: sequence))
  }

  @Test func aBatchThatComesAgainIsNotAppendedAgain() throws {
    for number in 0..<5 as Range<Int32> { #expect(try send(2, sequence: number * 2).baseOffset == Int64(number) * 2) }
    for number in 0..<5 as Range<Int32> {
      let again = try send(2, sequence: number * 2)
      #expect(again.errorCode == .none && again.baseOffset == Int64(number) * 2)
    }
    #expect(fixture.partition.logEnd == 10)
    // Only five are remembered.
    #expect(try send(2, sequence: 10).baseOffset == 10)
    #expect(try send(2, sequence: 0).errorCode == .outOfOrderSequenceNumber)
    #expect(fixture.partition.logEnd == 12)
  }

  @Test func aGapIsOutOfOrder() throws {
    #expect(try send(3, sequence: 0).errorCode == .none)
    let row = try send(1, sequence: 4)
    #expect(row.errorCode == .outOfOrderSequenceNumber && row.baseOffset == -1 && row.logStartOffset == 0)
    #expect(try send(1, sequence: 3).baseOffset == 3)
  }

  @Test func aNewEpochBeginsAtZeroAndAnOldOneIsOver() throws {
    #expect(try send(1, sequence: 0).errorCode == .none)
    #expect(try send(1, epoch: 1, sequence: 1).errorCode == .outOfOrderSequenceNumber)
    #expect(try send(1, epoch: 1, sequence: 0).errorCode == .none)
    #expect(try send(1, epoch: 0, sequence: 1).errorCode == .invalidProducerEpoch)
    #expect(try send(1, epoch: 1, sequence: 1).errorCode == .none)
  }

  @Test func sequencesGoRoundAfterTheLargest() throws {
    #expect(try send(2, sequence: .max - 1).errorCode == .none)
    #expect(try send(3, sequence: 0).errorCode == .none)
    // Two up to the largest, and two behind it.
    #expect(try send(4, epoch: 1, sequence: 0).errorCode == .none)
    let other = try IdempotentProducerTests()
    #expect(try other.send(4, sequence: .max - 1).errorCode == .none)
    #expect(try other.send(1, sequence: 2).errorCode == .none)
    #expect(try other.send(4, sequence: .max - 1).baseOffset == 0)
  }

  @Test func everyProducerGetsAnIDOfItsOwn() {
    let answers = (0..<3).map { _ in fixture.cluster.answer(InitProducerIdRequest(transactionalId: nil)) }
    #expect(Set(answers.map(\.producerId)).count == 3 && answers.allSatisfy { $0.producerEpoch == 0 && $0.errorCode == .none })
    let refused = fixture.cluster.answer(InitProducerIdRequest(transactionalId: "payments"))
    #expect(refused.errorCode == .transactionalIdAuthorizationFailed && refused.producerId == -1)
    #expect(fixture.cluster.answer(InitProducerIdRequest(transactionalId: "")).errorCode == .invalidRequest)
  }
}
