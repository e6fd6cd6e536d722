import KafkaExporter

/// `exporter topics apply`: creates the topics of a file that are missing, and tells where the others differ.
struct TopicsCommand {
  let flags: [FlagValue]
  let options: TopicsOptions

  func run() async -> ExitCode {
    let topics = topicsOrFail()
    let clusters = clustersOrFail()
    var isWhole = true
    for cluster in clusters {
      if let name = cluster.name { Terminal.print("cluster \(name)") }
      let application = TopicApplication(
        cluster, version: Version.current, topics: topics, isDryRun: options.isDryRun, wait: options.wait)
      do {
        let succeeded = try await application.run { message in
          switch message {
          case .line(let text): Terminal.print(text)
          case .notice(let text): Terminal.complain("exporter: \(text)")
          }
        }
        isWhole = isWhole && succeeded
      } catch {
        Terminal.fail("\(error)", with: .failure)
      }
    }
    return isWhole ? .success : .failure
  }

  private func topicsOrFail() -> [WantedTopic] {
    do {
      let file = try TopicFile(parsing: try ConfigurationFile.read(options.file).text, file: options.file)
      let profile = try file.profile(asked: options.profile)
      Terminal.print("topics of \(options.file)\(profile.map { ", profile \($0)" } ?? "")")
      return file.topics(profile: profile)
    } catch {
      Terminal.fail("\(error)", with: .usage)
    }
  }

  private func clustersOrFail() -> [ClusterConfiguration] {
    let configuration = Configuration.loadOrFail(flags)
    do {
      return try options.choose(among: configuration.clusters)
    } catch {
      Terminal.fail("\(error)", with: .usage, named: false)
    }
  }
}
