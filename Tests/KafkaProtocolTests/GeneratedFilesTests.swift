import Foundation
import FuzzSupport
import KafkaProtocol
import Testing

struct GeneratedFilesTests {
  /// Skipped where the jars or Java are not installed.
  @Test(.enabled(if: JavaProgram.kafka != nil, "Kafka's jars are not there"), .timeLimit(.minutes(1)))
  func theCommittedFilesAreWhatTheGeneratorWrites() throws {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let kafka = try #require(JavaProgram.kafka)
    let output = try JavaProgram.execute(folder.appendingPathComponent("generate-messages").path, kafka: kafka, ["--check"])
    #expect(output.hasSuffix("are those of kafka-clients-4.3.0.jar\n"))
  }

  @Test func everyGeneratedMessageIsInTheCatalogueOfTheseTests() throws {
    let generated = JavaProgram.packageRoot.appendingPathComponent("Sources/KafkaProtocol/Generated")
    let files = try FileManager.default.contentsOfDirectory(atPath: generated.path).map { $0.replacing(".swift", with: "") }
    let names = MessageCatalogue.requests.map { "\($0)".replacing("Request", with: "") } + MessageCatalogue.data.map { "\($0)" }
    #expect(Set(files) == Set(names + ["APIKeys", "ErrorCodes"]))
  }
}
