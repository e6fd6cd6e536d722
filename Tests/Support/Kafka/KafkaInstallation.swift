import Foundation

/// A folder with Kafka's jars, laid out as Kafka's own (`libs/*.jar`).
public struct KafkaInstallation: Sendable, Hashable {
  public let version: KafkaVersion
  public let home: String

  /// For `java -cp`.
  public var classPath: String { home + "/libs/*" }

  /// What a skipped test says.
  public static let hint = "needs Kafka (KAFKA_HOME or ../shared/kafka/4.3.0) and a JDK"

  /// Whether tests on real brokers can run at all.
  public static var isAvailable: Bool { isAvailable(.v4_3) }

  public static func isAvailable(_ version: KafkaVersion) -> Bool {
    find(version) != nil && hasJava
  }

  /// KAFKA_HOME when it holds that version (any 4.x stands in for 4.3), else `../shared/kafka` beside the package.
  public static func find(_ version: KafkaVersion) -> KafkaInstallation? {
    var homes = [packageRoot + "/../shared/kafka/" + version.rawValue]
    if let home = ProcessInfo.processInfo.environment["KAFKA_HOME"], !home.isEmpty { homes.insert(home, at: 0) }
    for home in homes where isRelease(version, at: home) {
      return KafkaInstallation(version: version, home: URL(fileURLWithPath: home).standardizedFileURL.path)
    }
    return nil
  }

  /// - Throws: `HarnessError` that names the places looked at.
  public static func required(_ version: KafkaVersion) throws(HarnessError) -> KafkaInstallation {
    guard let found = find(version) else { throw HarnessError("\(version) is neither in KAFKA_HOME nor in ../shared/kafka") }
    return found
  }

  /// The jar that holds the protocol's message definitions and classes.
  public var clientsJar: String? {
    Self.clientsJarName(at: home).map { home + "/libs/" + $0 }
  }

  private static func isRelease(_ version: KafkaVersion, at home: String) -> Bool {
    guard let jar = clientsJarName(at: home) else { return false }
    let release = jar.dropFirst("kafka-clients-".count)
    let wanted = version == .v4_3 ? "4." : version.rawValue.split(separator: ".").prefix(2).joined(separator: ".") + "."
    return release.hasPrefix(wanted)
  }

  private static func clientsJarName(at home: String) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: home + "/libs")) ?? []
    return names.first { $0.wholeMatch(of: /kafka-clients-[0-9.]+\.jar/) != nil }
  }

  /// With its compiler: the tests bring Java programs as source.
  private static let hasJava = ["java", "javac"].allSatisfy { program in
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: $0 + "/" + program) }
  }
}
