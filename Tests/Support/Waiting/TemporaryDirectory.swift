import Foundation
import Synchronization

/// A folder that is removed when its owner lets go of it, at the latest when the process ends.
///
/// A process that is killed cannot tidy up: its folders carry its process id, and the next test process removes them.
public final class TemporaryDirectory: Sendable {
  public let path: String

  private static let living = Mutex<Set<String>>([])
  private static let prefix = "kafka-exporter-tests"
  private static let removeLeftovers: Void = removeFoldersOfEndedProcesses()

  /// - Parameter label: makes the folder recognisable to a person who looks into it.
  public init(_ label: String = "files") throws(HarnessError) {
    Self.removeLeftovers
    ExitHandler.install()
    let name = "\(Self.prefix).\(ProcessInfo.processInfo.processIdentifier).\(label).\(UUID().uuidString.prefix(8))"
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw HarnessError("cannot create \(path): \(error)")
    }
    let path = path
    Self.living.withLock { _ = $0.insert(path) }
  }

  deinit {
    let path = path
    Self.living.withLock { _ = $0.remove(path) }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of an entry in this folder, which need not exist.
  public func path(of name: String) -> String {
    path + "/" + name
  }

  /// Writes a text file and returns its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws(HarnessError) -> String {
    let file = path(of: name)
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    } catch {
      throw HarnessError("cannot write \(file): \(error)")
    }
    return file
  }

  static func removeAll() {
    for path in living.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: path) }
  }

  private static func removeFoldersOfEndedProcesses() {
    let parent = FileManager.default.temporaryDirectory.path
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] {
      let parts = name.split(separator: ".")
      guard parts.count == 4, parts[0] == prefix, let owner = Int32(parts[1]), !ProcessTable.isRunning(owner) else { continue }
      try? FileManager.default.removeItem(atPath: parent + "/" + name)
    }
  }
}
