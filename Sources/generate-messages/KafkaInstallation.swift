import Foundation

/// The Kafka whose definitions are read: `KAFKA_HOME`, else the one beside the project.
struct KafkaInstallation {
  let jar: URL

  static func find() throws -> KafkaInstallation {
    let home = ProcessInfo.processInfo.environment["KAFKA_HOME"] ?? "../shared/kafka/4.3.0"
    let libraries = URL(fileURLWithPath: home, isDirectory: true).appendingPathComponent("libs")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
    guard let name = names.sorted().first(where: { $0.hasPrefix("kafka-clients-") && $0.hasSuffix(".jar") }) else {
      throw GeneratorError("no kafka-clients jar in \(libraries.path); set KAFKA_HOME to a Kafka installation")
    }
    return KafkaInstallation(jar: libraries.appendingPathComponent(name))
  }

  /// Every message definition in the jar, by its message's name.
  func messageDefinitions() throws -> [String: MessageDefinition] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("generate-messages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try run("unzip", ["-q", "-j", jar.path, "common/message/*.json", "-d", folder.path])

    let decoder = JSONDecoder()
    // The definitions carry comments.
    decoder.allowsJSON5 = true
    var definitions: [String: MessageDefinition] = [:]
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      do {
        let definition = try decoder.decode(MessageDefinition.self, from: Data(contentsOf: file))
        definitions[definition.name] = definition
      } catch {
        throw GeneratorError("\(file.lastPathComponent): \(error)")
      }
    }
    return definitions
  }

  /// Kafka's table of error codes, which exists only as code.
  func errorTable() throws -> [ErrorEntry] {
    let program = URL(fileURLWithPath: "Sources/generate-messages/PrintErrors.java")
    let output = try run("java", ["-cp", "\(jar.deletingLastPathComponent().path)/*", program.path])
    return try output.split(separator: "\n").map(ErrorEntry.init(line:))
  }

  private func run(_ command: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw GeneratorError("\(command) \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
