import Foundation

/// Programs beside these tests that run on Kafka's own classes.
enum JavaProgram {
  struct Failure: Error {
    var status: Int32
    var output: String
  }

  static let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The Kafka that everything is generated from: `KAFKA_HOME`, else the one beside the project. Nil when there is none, or no Java.
  static let kafka = installation(
    ProcessInfo.processInfo.environment["KAFKA_HOME"].map { URL(fileURLWithPath: $0) }
      ?? packageRoot.appendingPathComponent("../shared/kafka/4.3.0"))

  /// The oldest Kafka that has to be understood.
  static let oldKafka = installation(packageRoot.appendingPathComponent("../shared/kafka/3.3.2"))

  private static func installation(_ home: URL) -> URL? {
    let libraries = home.appendingPathComponent("libs")
    let hasClients = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path))?.contains { $0.hasPrefix("kafka-clients-") }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let hasJava = path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/java") }
    return hasClients == true && hasJava ? home : nil
  }

  static func run(_ program: String, kafka: URL, _ arguments: [String]) throws {
    let source = packageRoot.appendingPathComponent("Tests/KafkaProtocolTests/Java/\(program).java")
    // Short-lived: a quick start is worth more than fast code.
    try run("java", ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "\(kafka.path)/libs/*", source.path] + arguments)
  }

  @discardableResult
  static func run(_ command: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.currentDirectoryURL = packageRoot
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
