/// One cluster as the families read it: the snapshot, and what is derived from it once a publication, however many pages are made of it.
package struct ClusterPage: Sendable {
  package let snapshot: ClusterSnapshot
  package let lag: LagColumns
  package let health: PartitionHealth
  /// `topic="..."` for each topic of the layout.
  let topicLabels: LabelTable
  /// `group="..."` for each group.
  let groupLabels: LabelTable

  package init(_ snapshot: ClusterSnapshot) {
    self.init(snapshot, lag: LagColumns(of: snapshot))
  }

  package init(_ snapshot: ClusterSnapshot, lag: LagColumns) {
    self.snapshot = snapshot
    self.lag = lag
    health = PartitionHealth(of: snapshot)
    topicLabels = LabelTable(.topic, values: snapshot.layout.topics.lazy.map(\.name))
    groupLabels = LabelTable(.group, values: snapshot.groups.lazy.map(\.id))
  }
}

/// The exporter as the families read it.
package struct ExporterPage: Sendable {
  package var exporter: ExporterFacts
  package var pages: PageFacts

  package init(exporter: ExporterFacts, pages: PageFacts = PageFacts()) {
    self.exporter = exporter
    self.pages = pages
  }
}

/// What is known of the pages made before this one.
package struct PageFacts: Sendable, Equatable {
  package struct DroppedKey: Hashable, Sendable {
    /// The family's name on the page.
    package var family: String
    package var reason: DropReason

    package init(family: String, reason: DropReason) {
      self.family = family
      self.reason = reason
    }
  }

  /// Why a series that was asked for is not on the page.
  package enum DropReason: String, Sendable {
    /// The page would have exceeded the series budget.
    case budget
  }

  /// Size of the last page of each encoding.
  package var bytes: [PageEncoding: Int] = [:]
  /// Time that it took to make the last page, packing included.
  package var renderSeconds: Double?
  /// Series left out, counted again for every publication that leaves them out.
  package var droppedSeries: [DroppedKey: UInt64] = [:]

  package init() {}
}
