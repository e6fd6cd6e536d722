/// How the tests start Java: small, and quick to start rather than quick in the long run.
public enum JavaProgram {
  public static let quickStart = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"]

  /// The arguments of `java` that run a class of an installation.
  public static func arguments(
    _ installation: KafkaInstallation, heapMegabytes: Int = 256, options: [String] = [], mainClass: String, _ arguments: [String] = []
  ) -> [String] {
    quickStart + ["-Xmx\(heapMegabytes)m"] + options + ["-cp", installation.classPath, mainClass] + arguments
  }

  /// The arguments of `java` that compile and run one source file with an installation's classes at hand (JEP 330).
  public static func arguments(
    _ installation: KafkaInstallation, heapMegabytes: Int = 256, sourceFile: String, _ arguments: [String] = []
  ) -> [String] {
    quickStart + ["-Xmx\(heapMegabytes)m", "-cp", installation.classPath, sourceFile] + arguments
  }
}
