/// Warnings and errors of a server on its standard output.
enum ServerLogging {
  /// Writes the logging library's configuration and returns the JVM option that names it.
  static func option(for version: KafkaVersion, in directory: TemporaryDirectory) throws(HarnessError) -> String {
    if version == .v4_3 {
      let file = try directory.write(
        """
        appender.console.type = Console
        appender.console.name = console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d %p %m (%c)%n
        rootLogger.level = warn
        rootLogger.appenderRef.console.ref = console

        """, to: "log4j2.properties")
      return "-Dlog4j2.configurationFile=\(file)"
    }
    let file = try directory.write(
      """
      log4j.rootLogger=WARN, console
      log4j.appender.console=org.apache.log4j.ConsoleAppender
      log4j.appender.console.layout=org.apache.log4j.PatternLayout
      log4j.appender.console.layout.ConversionPattern=%d %p %m (%c)%n

      """, to: "log4j.properties")
    return "-Dlog4j.configuration=file:\(file)"
  }
}
