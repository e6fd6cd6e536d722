import Glibc
import TestSupport
import Testing

@testable import KafkaExporter

@Suite struct FileBytesTests {
  @Test func aFileIsReadWhole() throws {
    let directory = try TemporaryDirectory("file-bytes")
    let text = String(repeating: "line\n", count: 10_000)
    let path = try directory.write(text, to: "file")
    #expect(try FileBytes(of: path, limit: 1 << 20).bytes == Array(text.utf8))
  }

  @Test func aFileOfTheKernelIsReadThoughItHasNoSize() throws {
    #expect(try FileBytes(of: "/proc/self/status", limit: 1 << 20).bytes.starts(with: "Name:".utf8))
  }

  @Test(arguments: [(length: 9, kept: 9), (length: 10, kept: 10), (length: 11, kept: 11), (length: 40_000, kept: 11)])
  func aFileAboveTheLimitGivesOneByteMoreThanTheLimit(length: Int, kept: Int) throws {
    let directory = try TemporaryDirectory("file-bytes")
    let path = try directory.write(String(repeating: "x", count: length), to: "file")
    #expect(try FileBytes(of: path, limit: 10).bytes.count == kept)
  }

  @Test func whatCanNotBeReadSaysWhy() throws {
    let directory = try TemporaryDirectory("file-bytes")
    #expect { try FileBytes(of: directory.path(of: "missing"), limit: 10) } throws: { ($0 as? FileBytes.Failure)?.code == ENOENT }
    #expect { try FileBytes(of: directory.path(of: ""), limit: 10) } throws: { ($0 as? FileBytes.Failure)?.code == EISDIR }
  }
}
