import KafkaClient
import KafkaProtocol

/// Topics and the health of their partitions, from one Metadata answer of any broker.
struct TopicCollector: Collector {
  static let name = "topics"

  var name: String { Self.name }
  let interval: Duration

  func collect(into state: inout ClusterState, _ poll: Poll) async -> CollectionReport {
    var report = CollectionReport()
    var request = MetadataRequest()
    // Names are all that can be asked for; where the filter is no list of names, all topics are asked for and the rest is dropped while it is read.
    request.topics = poll.settings.topics.filter.literalNames.map { names in
      names.map { MetadataRequest.Topic(name: $0) }
    }
    request.allowAutoTopicCreation = false
    do throws(KafkaClientError) {
      let metadata = try await poll.client.send(
        request, to: .any, versions: MetadataRequest.usable, deadline: poll.deadline
      ) { [settings = poll.settings] reader, version throws(WireError) in
        try MetadataReading.decode(from: &reader, version: version, settings: settings)
      }
      state.take(metadata, at: poll.now, patience: interval + poll.settings.staleAfter, &report)
    } catch {
      report.fail(error)
    }
    return report
  }
}
