import KafkaProtocol
import Testing
import Transport

@testable import KafkaClient
@testable import KafkaExporter

struct RequestLedgerTests {
  private let ledger = RequestLedger(cluster: "c", unixTime: { 99 })

  private func note(_ outcome: RequestEvent.Outcome, broker: Int32? = 1, roundTrip: Duration? = nil, bytes: Int = 0) throws {
    ledger.requestEnded(
      RequestEvent(
        api: .metadata, broker: broker, address: try HostPort(host: "localhost", port: 1), outcome: outcome, roundTrip: roundTrip,
        receivedBytes: bytes))
  }

  @Test func requestsAreCountedByApiBrokerAndOutcome() throws {
    try note(.answered, bytes: 10)
    try note(.answered, bytes: 5)
    try note(.failed(.timeout))
    try note(.failed(.unreachable), broker: nil)
    var facts = ExporterFacts()
    ledger.add(to: &facts)
    #expect(
      facts.requests == [
        .init(cluster: "c", api: "Metadata", broker: "1", outcome: "success"): 2,
        .init(cluster: "c", api: "Metadata", broker: "1", outcome: "timeout"): 1,
        .init(cluster: "c", api: "Metadata", broker: "bootstrap", outcome: "unreachable"): 1,
      ])
    #expect(facts.receivedBytes == ["c": 15])
  }

  @Test func aBrokerIsUpOrDownAsItsLastRequestSays() throws {
    #expect(ledger.record(of: 1).isUp == nil)
    try note(.answered, roundTrip: .milliseconds(2))
    #expect(ledger.record(of: 1).isUp == true)
    #expect(ledger.record(of: 1).lastAnswer == 99)
    #expect(ledger.record(of: 1).responseSeconds.counts[1] == 1)
    try note(.failed(.timeout))
    #expect(ledger.record(of: 1).isUp == false)
    #expect(ledger.record(of: 1).failure == "timeout")
    try note(.answered)
    #expect(ledger.record(of: 1).failure == nil)
  }

  @Test func whyItBrokeIsNotHiddenByNotBeingAsked() throws {
    try note(.failed(.disconnected))
    try note(.failed(.unavailable))
    #expect(ledger.record(of: 1).failure == "disconnected")
  }

  @Test(arguments: [KafkaClientError.Reason.unsupported, .unencodable, .cancelled])
  func whatTellsOfTheRequestTellsNothingOfTheBroker(reason: KafkaClientError.Reason) throws {
    try note(.answered)
    try note(.failed(reason))
    #expect(ledger.record(of: 1).isUp == true)
  }
}
