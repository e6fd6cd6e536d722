import KafkaExporter
import Testing

@Suite struct ConfigurationLoaderTests {
  private func load(
    _ text: String? = nil, environment: [String: String] = [:], flags: [FlagValue] = []
  ) throws(ConfigurationError) -> LoadedConfiguration {
    try ConfigurationLoader.load(file: text.map { ConfigurationFile(name: "f.yaml", text: $0) }, environment: environment, flags: flags)
  }

  private func message(_ text: String? = nil, environment: [String: String] = [:], flags: [FlagValue] = []) -> String {
    do throws(ConfigurationError) {
      _ = try load(text, environment: environment, flags: flags)
      return "no error"
    } catch {
      return error.description
    }
  }

  private func flag(_ path: String, _ name: String, _ texts: String...) -> FlagValue { FlagValue(path: path, flag: name, texts: texts) }

  @Test func flagsWinOverEnvironmentOverFileOverDefault() throws {
    let file = "bootstrap: a:1\ninterval: 2s\nstale_after: 3s\nclient_id: from-file\n"
    let environment = ["KAFKA_EXPORTER_STALE_AFTER": "30s", "KAFKA_EXPORTER_CLIENT_ID": "from-environment"]
    let loaded = try load(file, environment: environment, flags: [flag("client_id", "--client-id", "from-flag")])
    let cluster = try #require(loaded.configuration.clusters.first)
    #expect(cluster.clientID == "from-flag")
    #expect(cluster.staleAfter == .seconds(30))
    #expect(cluster.interval == .seconds(2))
    // The request timeout follows a short interval, and the connect timeout follows that.
    #expect(cluster.timeouts.request == .seconds(2))
    #expect(cluster.timeouts.connect == .seconds(2))
    #expect(loaded.origin(of: "client_id") == .flag(name: "--client-id"))
    #expect(loaded.origin(of: "stale_after") == .environment(name: "KAFKA_EXPORTER_STALE_AFTER"))
    #expect(loaded.origin(of: "interval") == .file(name: "f.yaml", line: 2, column: 11))
    #expect(loaded.origin(of: "timeouts.connect") == .builtIn)
  }

  @Test func aListFromALaterSourceReplacesTheEarlierOne() throws {
    let loaded = try load("bootstrap: [a:1, b:2]", flags: [flag("bootstrap", "--bootstrap", "c:3,d:4", "e:5")])
    #expect(loaded.configuration.clusters.map { $0.bootstrap.map { "\($0)" } } == [["c:3", "d:4", "e:5"]])
  }

  @Test func collectorsFollowTheIntervalUnlessTheyHaveTheirOwn() throws {
    let intervals = try #require(try load("bootstrap: a:1\ninterval: 5s\nintervals: {topics: 1m}").configuration.clusters.first).intervals
    #expect(intervals.topics == .seconds(60))
    #expect(intervals.logEnd == .seconds(5))
    #expect(intervals.logStart == .seconds(15))
    #expect(intervals.configs == .seconds(300))
  }

  @Test func aClusterTakesWhatItLeavesOutFromTheTopLevel() throws {
    let file = """
      interval: 20s
      topics: {exclude: [tmp]}
      clusters:
        - name: one
          bootstrap: [a:1, "[::1]:2"]
        - name: two
          bootstrap: b:1
          interval: 5s
          topics: {include: ["orders.*"]}
      """
    let loaded = try load(file, environment: ["KAFKA_EXPORTER_CLIENT_ID": "me", "KAFKA_EXPORTER_INTERVAL": "30s"])
    let clusters = loaded.configuration.clusters
    #expect(clusters.map(\.name) == ["one", "two"])
    #expect(clusters.map(\.interval) == [.seconds(30), .seconds(5)])
    #expect(clusters.map(\.intervals.logEnd) == [.seconds(30), .seconds(5)])
    #expect(clusters.map(\.clientID) == ["me", "me"])
    #expect(clusters.map { $0.topics.filter.exclude.map(\.text) } == [["tmp"], ["tmp"]])
    #expect(clusters.map { $0.topics.filter.include.map(\.text) } == [[], ["orders.*"]])
    #expect(loaded.origin(of: "clusters[1].interval") == .file(name: "f.yaml", line: 8, column: 15))
  }

  @Test func theOneClusterOfTheTopLevelHasNoName() throws {
    #expect(try load("bootstrap: a:1").configuration.clusters.map(\.name) == [nil])
  }

  @Test func aFlagWithClustersInTheFileIsTold() {
    let text = message("clusters: [{name: one, bootstrap: a:1}]", flags: [flag("bootstrap", "--bootstrap", "b:1")])
    #expect(
      text == "flag --bootstrap: bootstrap: given together with clusters (f.yaml:1:1); "
        + "remove it, or remove clusters: each of them has its own bootstrap")
  }

  @Test func problemsOfEverySourceAreToldTogether() {
    let text = message(
      "interval: soon\nfoo: 1", environment: ["KAFKA_EXPORTER_LOG_LEVEL": "loud", "KAFKA_EXPORTER_INTERVALL": "1s"],
      flags: [flag("bootstrap", "--bootstrap", "nowhere")])
    #expect(
      text.split(separator: "\n").map { $0.split(separator: ": ").first.map(String.init) } == [
        "f.yaml:1:11", "f.yaml:2:1", "environment variable KAFKA_EXPORTER_INTERVALL", "environment variable KAFKA_EXPORTER_LOG_LEVEL",
        "flag --bootstrap",
      ])
    #expect(text.contains("environment variable KAFKA_EXPORTER_INTERVALL: unknown; did you mean \"KAFKA_EXPORTER_INTERVAL\"?"))
  }

  @Test func withoutAnythingTheThreeWaysToNameABrokerAreTold() {
    #expect(
      message() == "bootstrap: no broker to ask first; give --bootstrap HOST:PORT,..., KAFKA_EXPORTER_BOOTSTRAP or bootstrap in the file; "
        + "allowed: HOST:PORT with a port from 1 to 65535, such as kafka-1:9092 or [::1]:9092")
  }

  @Test func serviceLinksOfKubernetesAreNoSettings() throws {
    let links = [
      "KAFKA_EXPORTER_SERVICE_HOST": "10.0.0.7", "KAFKA_EXPORTER_SERVICE_PORT": "9308", "KAFKA_EXPORTER_SERVICE_PORT_METRICS": "9308",
      "KAFKA_EXPORTER_PORT": "tcp://10.0.0.7:9308", "KAFKA_EXPORTER_PORT_9308_TCP": "tcp://10.0.0.7:9308",
      "KAFKA_EXPORTER_PORT_9308_TCP_PROTO": "tcp", "KAFKA_EXPORTER_PORT_9308_TCP_PORT": "9308",
      "KAFKA_EXPORTER_PORT_9308_TCP_ADDR": "10.0.0.7",
      "KAFKA_EXPORTER_HEADLESS_SERVICE_HOST": "10.0.0.8", "KAFKA_EXPORTER_HEADLESS_PORT_9308_TCP_ADDR": "10.0.0.8",
      "KAFKA_EXPORTER_HEADLESS_PORT": "tcp://10.0.0.8:9308", "PATH": "/bin",
    ]
    #expect(try load("bootstrap: a:1", environment: links).configuration == load("bootstrap: a:1").configuration)
    #expect(
      message("bootstrap: a:1", environment: ["KAFKA_EXPORTER_PORT": "9308"]).hasPrefix("environment variable KAFKA_EXPORTER_PORT: unknown")
    )
  }

  @Test func anEmptyVariableCountsAsNotSet() throws {
    #expect(try load("bootstrap: a:1", environment: ["KAFKA_EXPORTER_INTERVAL": ""]).origin(of: "interval") == .builtIn)
  }

  @Test func theFlagNamesTheFileBeforeTheEnvironment() {
    let environment = ["KAFKA_EXPORTER_CONFIG": "e.yaml"]
    #expect(ConfigurationLoader.fileName(environment: environment, flags: [flag("config", "--config", "f.yaml")]) == "f.yaml")
    #expect(ConfigurationLoader.fileName(environment: environment, flags: []) == "e.yaml")
    #expect(ConfigurationLoader.fileName(environment: [:], flags: []) == nil)
  }

  @Test func pageValuesAreReadyForTheRenderer() throws {
    let configuration = try load(
      "bootstrap: a:1\nprefix: acme\nseries_budget: 0\nfamilies: [all, -kafka_group_lag]\nhttp: {timeout: 1500ms}"
    ).configuration
    #expect(configuration.page.prefix == "acme_")
    #expect(configuration.page.seriesBudget == nil)
    #expect(configuration.page.families == (try FamilySelection.parse("all,-kafka_group_lag")))
    #expect(configuration.http.timeoutSeconds == 2)
  }

  @Test func aDefaultGivesWayToALowerLimit() throws {
    let configuration = try load("bootstrap: a:1\ntimeouts: {request: 2s}\nhttp: {connections: 5}").configuration
    #expect(configuration.clusters.map(\.timeouts.connect) == [.seconds(2)])
    #expect(configuration.http.connectionsPerAddress == 5)
  }

  @Test func defaultsAreTheSameWithAndWithoutTheLoader() throws {
    let loaded = try load("bootstrap: a:1").configuration
    #expect(loaded == Configuration(bootstrap: loaded.clusters[0].bootstrap))
  }
}
