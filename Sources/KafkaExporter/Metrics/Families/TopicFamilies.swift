import KafkaProtocol

/// What is known of each topic.
package enum TopicFamilies {
  package static let all = [
    info, partitions, replicationFactor, minInSyncReplicas, retentionSeconds, retentionBytes, logEndOffsetSum, logStartOffsetSum,
    recreations,
  ]

  package static let info = Family(
    "topic_info", .info, labels: [.topic, .topicID, .internal, .cleanupPolicy], level: .topic,
    help: "A topic's identity. A topic that was deleted and created again has another topic_id.",
    source: .cluster { cluster, writer in
      for (index, topic) in cluster.snapshot.layout.topics.enumerated() {
        writer.series()
        writer.label(cluster.topicLabels[index])
        writer.label(.topicID, topic.id == .zero ? "" : String(describing: topic.id))
        writer.label(.internal, topic.isInternal ? "true" : "false")
        writer.label(.cleanupPolicy, cluster.snapshot.topics[index].config?.cleanupPolicy ?? "")
        writer.value(1 as Int64)
      }
    })

  package static let partitions = Family(
    "topic_partitions", .gauge, labels: [.topic], level: .topic,
    help: "Partitions of the topic.",
    source: .cluster { cluster, writer in
      let topics = cluster.snapshot.layout.topics
      writer.topics(of: cluster) { Int64(topics[$0].partitionCount) }
    })

  package static let replicationFactor = Family(
    "topic_replication_factor", .gauge, labels: [.topic], level: .topic,
    help: "Replicas of a partition of the topic; the smallest number where its partitions differ.",
    source: .cluster { cluster, writer in
      let topics = cluster.snapshot.layout.topics
      let replicas = cluster.snapshot.partitions.replicas
      writer.topics(of: cluster) { topic in
        replicas[topics[topic].partitions].lazy.filter { $0 > 0 }.min().map { Int64($0) }
      }
    })

  package static let minInSyncReplicas = Family(
    "topic_min_insync_replicas", .gauge, labels: [.topic], level: .topic,
    help: "The topic's min.insync.replicas.",
    source: .cluster { cluster, writer in
      let topics = cluster.snapshot.topics
      writer.topics(of: cluster) { topics[$0].config?.minInSyncReplicas.map { Int64($0) } }
    })

  package static let retentionSeconds = Family(
    "topic_retention_seconds", .gauge, unit: .seconds, labels: [.topic], level: .topic,
    help: "The topic's retention.ms in seconds; +Inf where records are not deleted for their age.",
    source: .cluster { cluster, writer in
      let topics = cluster.snapshot.topics
      writer.topics(of: cluster, real: { topics[$0].config?.retentionMilliseconds.map { $0 < 0 ? .infinity : Double($0) / 1000 } })
    })

  package static let retentionBytes = Family(
    "topic_retention_bytes", .gauge, unit: .bytes, labels: [.topic], level: .topic,
    help: "The topic's retention.bytes, which holds for each partition; +Inf where records are not deleted for their size.",
    source: .cluster { cluster, writer in
      let topics = cluster.snapshot.topics
      writer.topics(of: cluster, real: { topics[$0].config?.retentionBytes.map { $0 < 0 ? .infinity : Double($0) } })
    })

  package static let logEndOffsetSum = offsetSum(
    "topic_log_end_offset_sum", \.logEnd,
    help: """
      Sum of the log end offsets of the topic's partitions; rate() of it is the records written per second. Absent while one of them is \
      unknown: a sum that dips would look like a burst to rate().
      """)

  package static let logStartOffsetSum = offsetSum(
    "topic_log_start_offset_sum", \.logStart,
    help: """
      Sum of the log start offsets of the topic's partitions; rate() of it is the records deleted per second. Absent while one of them is unknown.
      """)

  package static let recreations = Family(
    "topic_recreations_total", .counter, labels: [.topic], level: .topic,
    help: "Times that the topic was seen with another topic id than before, since the exporter started.",
    source: .cluster { cluster, writer in
      let topics = cluster.snapshot.topics
      writer.topics(of: cluster) { Int64(topics[$0].recreations) }
    })

  private static func offsetSum(
    _ name: String, _ column: any KeyPath<PartitionColumns, OffsetColumn> & Sendable, help: String
  ) -> Family {
    Family(
      name, .gauge, labels: [.topic], level: .topic, help: help,
      source: .cluster { cluster, writer in
        let offsets = cluster.snapshot.partitions[keyPath: column].offsets
        let topics = cluster.snapshot.layout.topics
        writer.topics(of: cluster) { topic in
          var sum: Int64?
          for partition in topics[topic].partitions {
            guard offsets[partition] >= 0 else { return nil }
            sum = saturatingSum(sum, offsets[partition])
          }
          return sum
        }
      })
  }
}
