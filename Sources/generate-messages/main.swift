import Foundation

// Writes Sources/KafkaProtocol/Generated from the message definitions in Kafka's own jar.
// With --check nothing is written: it fails when the committed files are not what would be written.

let arguments = CommandLine.arguments.dropFirst()
do {
  guard arguments.allSatisfy({ $0 == "--check" }) else { throw GeneratorError("usage: generate-messages [--check]") }
  let kafka = try KafkaInstallation.find()
  let files = try GeneratedFiles(definitions: kafka.messageDefinitions(), errors: kafka.errorTable())
  let folder = URL(fileURLWithPath: "Sources/KafkaProtocol/Generated", isDirectory: true)
  if arguments.isEmpty {
    try files.write(to: folder)
    print("\(files.contents.count) files from \(kafka.jar.lastPathComponent) written to \(folder.relativePath)")
  } else {
    try files.check(against: folder)
    print("\(files.contents.count) files in \(folder.relativePath) are those of \(kafka.jar.lastPathComponent)")
  }
} catch {
  FileHandle.standardError.write(Data("generate-messages: \(error)\n".utf8))
  exit(1)
}
