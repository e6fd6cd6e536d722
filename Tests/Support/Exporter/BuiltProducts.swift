import Foundation

/// Where this build puts its programs: the folder of the test bundle, whichever configuration or sanitizer it was built with.
public enum BuiltProducts {
  /// - Throws: `HarnessError` when the program has not been built there.
  public static func path(of program: String) throws(HarnessError) -> String {
    let path = folder + "/" + program
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw HarnessError("\(path) is not there: swift build --build-tests")
    }
    return path
  }

  /// The bundle is a shared library in this process; a program that is no test (the benchmarks) lies in the folder itself.
  private static let folder: String = {
    let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
    for line in maps.split(separator: "\n") where line.hasSuffix("PackageTests.xctest") {
      guard let start = line.firstIndex(of: "/"), let end = line.lastIndex(of: "/") else { continue }
      return String(line[start..<end])
    }
    return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
  }()
}
