import Testing

@testable import KafkaExporter

@Suite struct InvocationTests {
  private func message(_ arguments: String...) -> String {
    do throws(UsageError) {
      return "no error: \(try Invocation(arguments: arguments))"
    } catch {
      return error.description
    }
  }

  @Test func valuesFollowTheirFlagOrAnEqualsSign() throws {
    let flags = [
      FlagValue(path: "bootstrap", flag: "--bootstrap", texts: ["a:1,b:2", "c:3"]),
      FlagValue(path: "interval", flag: "--interval", texts: ["5s"]),
      FlagValue(path: "families", flag: "--families", texts: ["-kafka_group_lag"]),
    ]
    let arguments = ["serve", "--bootstrap", "a:1,b:2", "--interval=5s", "--bootstrap=c:3", "--families", "-kafka_group_lag"]
    #expect(try Invocation(arguments: arguments) == .serve(flags: flags))
  }

  @Test(arguments: [
    ("--topics-internal", "true"), ("--no-topics-internal", "false"), ("--topics-internal=false", "false"),
    ("--topics-internal=true", "true"), ("--topics-internal false", "false"),
  ]) func booleansTakeAValueAndNeedNone(argument: String, text: String) throws {
    guard case .check(let flags) = try Invocation(arguments: ["check"] + argument.split(separator: " ").map(String.init)) else {
      Issue.record("not check")
      return
    }
    #expect(flags.map(\.path) == ["topics.internal"])
    #expect(flags.map(\.texts) == [[text]])
  }

  @Test func lagHasOptionsOfItsOwn() throws {
    let invocation = try Invocation(arguments: ["lag", "--group", "a", "--json", "--group=b", "--watch", "2s", "--bootstrap", "a:1"])
    let options = LagOptions(groups: ["a", "b"], printsJSON: true, watch: .seconds(2))
    #expect(invocation == .lag(flags: [FlagValue(path: "bootstrap", flag: "--bootstrap", texts: ["a:1"])], options: options))
  }

  @Test func aSubcommandCanHaveTwoWords() throws {
    let invocation = try Invocation(arguments: [
      "topics", "apply", "--file", "t.yaml", "--profile=production", "--dry-run", "--wait", "1m30s", "--cluster", "a", "--cluster=b",
      "--bootstrap", "a:1",
    ])
    let options = TopicsOptions(file: "t.yaml", profile: "production", clusters: ["a", "b"], isDryRun: true, wait: .seconds(90))
    #expect(invocation == .applyTopics(flags: [FlagValue(path: "bootstrap", flag: "--bootstrap", texts: ["a:1"])], options: options))
    for help in [["topics", "apply", "--help"], ["topics", "--help"], ["help", "topics"], ["help", "topics", "apply"]] {
      #expect(try Invocation(arguments: help) == .help(Help.text(for: .topicsApply)))
    }
    let more = "\nsee exporter topics apply --help"
    #expect(message("topics") == "exporter topics apply: \"topics\" is not all; did you mean \"topics apply\"?" + more)
    #expect(message("topics", "aply") == "exporter topics apply: \"topics\" knows no \"aply\"; did you mean \"topics apply\"?" + more)
    #expect(message("topics", "apply") == "exporter topics apply: --file is missing: --file FILE" + more)
    #expect(
      message("topics", "apply", "--file", "f", "--wait", "2").hasPrefix(
        "exporter topics apply: --wait: \"2\" has no unit; did you mean 2s?; allowed: a duration from 0s"))
    #expect(message("topics", "apply", "--file", "f", "--topics-include", "a").contains("--topics-include is a flag of exporter serve and"))
    #expect(message("apply").hasPrefix("exporter: unknown subcommand \"apply\""))
    #expect(message("help", "topics", "delete").hasPrefix("exporter: there is no help for \"topics delete\""))
  }

  @Test(
    arguments: [
      ([], ["a"], ["a"], nil), ([], [nil], [nil], nil), (["b"], ["a", "b"], ["b"], nil), (["b", "a"], ["a", "b"], ["a", "b"], nil),
      ([], ["a", "b"], [], "there are several clusters; say which with --cluster NAME: a, b"),
      (["eest"], ["east", "west"], [], "--cluster: there is no cluster \"eest\"; did you mean \"east\"?; allowed: east, west"),
      (["east"], [nil], [], "--cluster: there is no cluster \"east\"; the configuration names none"),
    ] as [([String], [String?], [String?], String?)]) func topicsAreOnlyAppliedToClustersThatAreMeant(
      asked: [String], configured: [String?], chosen: [String?], problem: String?
    )
  {
    let options = TopicsOptions(file: "f", clusters: asked)
    do throws(UsageError) {
      #expect(try options.choose(among: configured.map { ClusterConfiguration(name: $0, bootstrap: []) }).map(\.name) == chosen)
      #expect(problem == nil)
    } catch {
      #expect(error.message == problem)
    }
  }

  @Test func nothingGetsHelpAndAskingGetsHelp() throws {
    #expect(try Invocation(arguments: []) == .helpForNothing(Help.overview))
    #expect(try Invocation(arguments: ["--help"]) == .help(Help.overview))
    #expect(try Invocation(arguments: ["serve", "--interval", "--help"]) == .help(Help.text(for: .serve)))
    #expect(try Invocation(arguments: ["help", "lag"]) == .help(Help.text(for: .lag)))
    #expect(try Invocation(arguments: ["--version"]) == .version)
  }

  @Test func wrongCommandLinesGetOneLineAndWhereToReadMore() {
    #expect(message("serv") == "exporter: unknown subcommand \"serv\"; did you mean \"serve\"?\nsee exporter --help")
    #expect(
      message("--bootstrap", "a:1").hasPrefix(
        "exporter: unknown flag \"--bootstrap\"; a subcommand (serve, check, lag, topics apply or demo) comes first"))
    #expect(
      message("serve", "--intervl", "5s")
        == "exporter serve: unknown flag \"--intervl\"; did you mean \"--interval\"?\nsee exporter serve --help")
    #expect(message("serve", "--interval").hasPrefix("exporter serve: --interval needs a value: --interval DURATION"))
    #expect(message("serve", "--interval", "--listen", ":1").hasPrefix("exporter serve: --interval needs a value"))
    #expect(message("serve", "--interval", "1s", "--interval", "2s").hasPrefix("exporter serve: --interval is given twice"))
    #expect(message("serve", "--no-topics-internal", "--topics-internal").hasPrefix("exporter serve: --topics-internal is given twice"))
    #expect(message("serve", "now").hasPrefix("exporter serve: unexpected argument \"now\""))
    #expect(message("serve", "--no-topics-internal=true").hasPrefix("exporter serve: --no-topics-internal takes no value"))
    #expect(message("serve", "--json").hasPrefix("exporter serve: --json is a flag of exporter lag, not of this subcommand"))
    #expect(
      message("check", "--listen", ":1").hasPrefix(
        "exporter check: --listen is a flag of exporter serve and exporter demo, not of this subcommand"))
    #expect(message("lag", "--json=yes").hasPrefix("exporter lag: --json takes no value"))
    #expect(
      message("lag", "--watch", "2").hasPrefix("exporter lag: --watch: \"2\" has no unit; did you mean 2s?; allowed: a duration from 100ms")
    )
    #expect(message("--version", "now").hasPrefix("exporter: nothing can follow --version"))
    #expect(message("help", "me").hasPrefix("exporter: there is no help for \"me\""))
  }

  @Test func oneShotSubcommandsTakeTheConnectionSettings() {
    for subcommand in [Subcommand.check, .lag] {
      let names = Set(Flag.all(of: subcommand).map(\.name))
      #expect(
        names.isSuperset(of: ["--bootstrap", "--config", "--timeouts-request", "--topics-include", "--groups-exclude", "--log-level"]))
      #expect(names.isDisjoint(with: ["--listen", "--interval", "--families", "--http-connections"]))
    }
    #expect(Set(Flag.all(of: .serve).compactMap(\.path)) == Set(Settings.all.map(\.path)))
  }
}
