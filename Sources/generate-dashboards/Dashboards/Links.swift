/// The ways from one dashboard to the others.
extension Link {
  static let overview = Link(uid: "kafka-overview", title: "Overview")
  static let topics = Link(uid: "kafka-topics", title: "Topics")
  static let groups = Link(uid: "kafka-groups", title: "Groups")
  static let group = Link(uid: "kafka-group", title: "One group")
  static let probe = Link(uid: "kafka-probe", title: "Probe")
  static let brokers = Link(uid: "kafka-brokers", title: "Brokers")
  static let exporter = Link(uid: "kafka-exporter", title: "Exporter")

  static let all = [overview, topics, groups, group, probe, brokers, exporter]
}
