import Foundation

/// Programs beside these tests that run on Kafka's own classes.
enum JavaProgram {
  struct Failure: Error {
    var status: Int32
    var output: String
  }

  static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The Kafka whose definitions the committed files come from: `KAFKA_HOME`'s where it is that one, else the one beside the project. Nil when
  /// there is none, or no Java.
  static let kafka = ProcessInfo.processInfo.environment["KAFKA_HOME"].flatMap { installation("4.3.0", at: $0) } ?? beside("4.3.0")

  /// The oldest Kafka that has to be understood.
  static let oldKafka = beside("3.3.2")

  private static func beside(_ version: String) -> URL? {
    installation(version, at: packageRoot.appendingPathComponent("../shared/kafka/\(version)").path)
  }

  private static func installation(_ version: String, at home: String) -> URL? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let hasJava = path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/java") }
    let jar = "\(home)/libs/kafka-clients-\(version).jar"
    return hasJava && FileManager.default.fileExists(atPath: jar) ? URL(fileURLWithPath: home, isDirectory: true) : nil
  }

  static func run(_ program: String, kafka: URL, _ arguments: [String]) throws {
    let source = packageRoot.appendingPathComponent("Tests/KafkaProtocolTests/Java/\(program).java")
    // Short-lived: a quick start is worth more than fast code.
    try execute(
      "java", kafka: kafka, ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "\(kafka.path)/libs/*", source.path] + arguments)
  }

  @discardableResult
  static func execute(_ command: String, kafka: URL, _ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.currentDirectoryURL = packageRoot
    process.environment = ProcessInfo.processInfo.environment.merging(["KAFKA_HOME": kafka.path]) { $1 }
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus, output: text) }
    return text
  }

  /// A folder that is gone when the body is done.
  static func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kafka-protocol-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
