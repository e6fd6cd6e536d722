import Foundation
import Testing

@testable import KafkaExporter

@Suite struct InvalidFileTests {
  @Test(arguments: try Golden.files(in: Golden.fixtures, ending: "yaml")) func everyInvalidFileHasItsExactMessage(file: URL) throws {
    let source = ConfigurationFile(name: file.lastPathComponent, text: try ConfigurationFile.read(file.path).text)
    let error = #expect(throws: ConfigurationError.self) { () throws(ConfigurationError) in try ConfigurationLoader.load(file: source) }
    let expected = file.deletingPathExtension().appendingPathExtension("expected")
    try Golden.expect("\(try #require(error))\n", in: expected)
  }

  @Test func aFileThatCanNotBeReadIsToldByName() {
    let error = #expect(throws: ConfigurationError.self) { () throws(ConfigurationError) in
      try ConfigurationLoader.load(environment: ["KAFKA_EXPORTER_CONFIG": "/nowhere/exporter.yaml"], flags: [])
    }
    #expect(error?.description == "/nowhere/exporter.yaml: there is no such file")
    let folder = #expect(throws: ConfigurationError.self) { () throws(ConfigurationError) in try ConfigurationFile.read("/") }
    #expect(folder?.description == "/: it can not be read (is it a folder?)")
  }

  @Test func aFileCanBeAPipe() throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data("bootstrap: a:1\n".utf8))
    try pipe.fileHandleForWriting.close()
    let file = try ConfigurationFile.read("/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
    #expect(String(decoding: file.text, as: UTF8.self) == "bootstrap: a:1\n")
  }
}
