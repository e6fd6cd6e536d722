import Testing

@testable import KafkaClient

struct RequestPipelineTests {
  private func pipeline(_ waiting: [String], maximumInFlight: Int = 2) -> RequestPipeline<String> {
    var pipeline = RequestPipeline<String>(maximumInFlight: maximumInFlight)
    for request in waiting { pipeline.enqueue(request) }
    return pipeline
  }

  private func send(_ pipeline: inout RequestPipeline<String>) -> [String] {
    var sent: [String] = []
    while let request = pipeline.next() {
      pipeline.sent(request, correlationID: pipeline.nextCorrelationID(), at: .now)
      sent.append(request)
    }
    return sent
  }

  @Test func noMoreThanTheMaximumIsInFlightAndTheRestFollowsInOrder() {
    var pipeline = pipeline(["a", "b", "c", "d"])
    #expect(send(&pipeline) == ["a", "b"])
    guard case .answers(let first) = pipeline.match(correlationID: 1) else {
      Issue.record("the first answer belongs to the first request")
      return
    }
    #expect(first.request == "a")
    #expect(send(&pipeline) == ["c"])
    #expect(pipeline.waiting == ["d"])
  }

  @Test func aMaximumBelowOneStillLetsOneThrough() {
    var pipeline = pipeline(["a", "b"], maximumInFlight: 0)
    #expect(send(&pipeline) == ["a"])
  }

  @Test func anAnswerToAnotherRequestThanTheOldestIsAMismatch() {
    var pipeline = pipeline(["a", "b"])
    _ = send(&pipeline)
    guard case .mismatch(let expected) = pipeline.match(correlationID: 2) else {
      Issue.record("the second answer can't come first")
      return
    }
    #expect(expected == 1)
    #expect(pipeline.inFlight.count == 2)
  }

  @Test func anAnswerToNothingIsAMismatch() {
    var pipeline = pipeline([])
    guard case .mismatch(let expected) = pipeline.match(correlationID: 1) else {
      Issue.record("nothing was asked")
      return
    }
    #expect(expected == nil)
  }

  @Test func onlyWhatWasNotWrittenCanBeWithdrawn() {
    var pipeline = pipeline(["a", "b", "c"])
    _ = send(&pipeline)
    #expect(pipeline.withdraw { $0 == "a" } == nil)
    #expect(pipeline.isInFlight { $0 == "a" })
    #expect(pipeline.withdraw { $0 == "c" } == "c")
    #expect(pipeline.withdraw { $0 == "c" } == nil)
    #expect(!pipeline.isInFlight { $0 == "c" })
  }

  @Test func aLostConnectionTakesWhatWasWrittenAndLeavesTheRest() {
    var pipeline = pipeline(["a", "b", "c"])
    _ = send(&pipeline)
    #expect(pipeline.takeInFlight() == ["a", "b"])
    #expect(pipeline.waiting == ["c"])
    #expect(send(&pipeline) == ["c"])
    #expect(pipeline.takeWaiting().isEmpty)
  }

  @Test func correlationIDsGoUpFromOne() {
    var pipeline = pipeline([])
    #expect((1...3).map { _ in pipeline.nextCorrelationID() } == [1, 2, 3])
  }
}
