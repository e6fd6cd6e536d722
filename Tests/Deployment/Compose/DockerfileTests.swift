import Foundation
import TestSupport
import Testing

struct DockerfileTests {
  /// The release that the image is made of; elsewhere packages have other names.
  private static let debian = "bookworm"
  private static let isThatDebian =
    (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8))?.contains("VERSION_CODENAME=\(debian)\n") ?? false
  /// In every Debian, however small, because apt and the shell need them.
  private static let inEveryDebian: Set<String> = ["libc6", "libgcc-s1", "libstdc++6"]

  @Test(.enabled(if: TestTools.areInstalled, Comment(rawValue: TestTools.hint)))
  func hadolintFindsNothing() async throws {
    let said = try await run(TestTools.path(of: "hadolint"), [packageRoot + "/Dockerfile"])
    #expect(said.status == 0, "\(said.standardOutput)\(said.standardError)")
  }

  /// The program is asked what it is linked with, and dpkg which packages that is.
  @Test(.enabled(if: isThatDebian, "the packages' names are those of \(debian)"))
  func theImageHasTheLibrariesOfTheProgramAndNoOthers() async throws {
    let program = try BuiltProducts.path(of: "exporter")
    let linked = try await run("ldd", [program]).checked("ldd").standardOutput
    let needed = try await run("readelf", ["-d", program]).checked("readelf").standardOutput
    var files: [String] = []
    for name in needed.matches(of: /\(NEEDED\).*\[([^\]]+)\]/).map({ String($0.1) }) where !name.hasPrefix("ld-linux") {
      let line = try #require(linked.split(separator: "\n").first { $0.contains(name) }, "\(name)")
      let path = try #require(line.split(separator: " ").first { $0.hasPrefix("/") }.map(String.init), "\(name)")
      // Swift's own are inside of the release build.
      if path.contains("/swift/linux/") { continue }
      // Packages name their files below /lib or /usr/lib, which are one folder.
      let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      files.append("*" + (file.hasPrefix("/usr/") ? file.dropFirst(4) : file[...]))
    }
    let owners = try await run("dpkg", ["--search"] + files).checked("dpkg --search").standardOutput
    let packages = Set(owners.split(separator: "\n").map { String($0.prefix { $0 != ":" }) })
    #expect(try Self.installed(stage: 1) == packages.subtracting(Self.inEveryDebian))
  }

  @Test func theImageIsBuiltWithThePackagesAndTheOptionsOfTheMakefile() throws {
    let script = try String(contentsOfFile: packageRoot + "/scripts/install-dependencies", encoding: .utf8)
    let list = try #require(script.firstMatch(of: /\nbuild_packages=\(([^)]*)\)/))
    #expect(try Self.installed(stage: 0) == Set(list.1.split(separator: " ").map(String.init)))
    let makefile = try String(contentsOfFile: packageRoot + "/Makefile", encoding: .utf8)
    let options = try #require(makefile.firstMatch(of: /\nRELEASE := (.*)\n/))
    #expect(try Self.text().contains("swift build \(options.1) --product exporter"))
  }

  /// What apt-get installs in a stage, counted from 0.
  private static func installed(stage: Int) throws -> Set<String> {
    let lines = try text().replacing("\\\n", with: " ").split(separator: "\n")
      .filter { $0.contains("apt-get install --yes --no-install-recommends") }
    try #require(lines.indices.contains(stage))
    let words = lines[stage].split(separator: "--no-install-recommends").last ?? ""
    return Set(words.split(separator: " ").map(String.init))
  }

  private static func text() throws -> String {
    try String(contentsOfFile: packageRoot + "/Dockerfile", encoding: .utf8)
  }
}
