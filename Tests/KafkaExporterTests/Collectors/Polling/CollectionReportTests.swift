import KafkaClient
import Testing

@testable import KafkaExporter

struct CollectionReportTests {
  @Test func theFirstFailureStandsForAllAndTheOthersAreCounted() {
    var report = CollectionReport()
    #expect(report.summary == nil)
    report.fail("one")
    #expect(report.summary == "one")
    report.fail("two")
    report.fail("three")
    #expect(report.summary == "one (and 2 more)")
  }

  @Test func aBrokerThatGivesNoAnswerIsNoBadAnswer() {
    var report = CollectionReport()
    report.fail(KafkaClientError(.timeout, detail: "no answer in time"))
    #expect(report.failure == "no answer in time")
    #expect(report.badAnswer == nil)
    report.fail("UNKNOWN")
    #expect(report.failure == "no answer in time")
    #expect(report.badAnswer == "UNKNOWN")
  }

  @Test func whatCouldNotBeAskedIsAFailureAndNoBadAnswer() {
    var report = CollectionReport()
    report.fail(without: "brokers")
    #expect(report.summary == "brokers are not known yet")
    #expect(report.badAnswer == nil)
  }

  @Test func countsAddUpAndNothingIsNotCounted() {
    var report = CollectionReport()
    report.miss(.logEndOffset, .timeout, count: 3)
    report.miss(.logEndOffset, .timeout)
    report.miss(.topic, .error, count: 0)
    report.miss(.topic, .error, count: -1)
    var other = CollectionReport()
    other.miss(.logEndOffset, .timeout, count: 10)
    other.fail("other")
    report.merge(other)
    #expect(report.missing == [.init(fact: .logEndOffset, reason: .timeout): 14])
    #expect(report.summary == "other")
  }

  @Test(arguments: KafkaClientError.Reason.allCases) func everyErrorHasAReason(reason: KafkaClientError.Reason) {
    let expected: MissingReason =
      switch reason {
      case .timeout: .timeout
      case .malformed, .unsupported, .unencodable, .rejected: .error
      default: .unreachable
      }
    #expect(MissingReason(KafkaClientError(reason, detail: "")) == expected)
  }
}
