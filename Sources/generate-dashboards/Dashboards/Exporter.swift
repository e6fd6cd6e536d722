import KafkaExporter

extension Dashboard {
  /// Whether what the other dashboards show can be believed.
  static let exporter = Dashboard(
    uid: "kafka-exporter", title: "Kafka exporter",
    description: "Whether what the other dashboards show can be believed, and what it costs.",
    annotations: [.brokerDown, .exporterStarted],
    sections: [figures, collection, requests, pages, process])
}

private let figures = Section {
  Panel.figure("Exporters", "Exporters that are scraped.", ExporterFamilies.buildInfo.max(by: .instance, .version).number)
    .width(3)
  Panel.figure("Version", "The exporters' version.", ExporterFamilies.buildInfo.max(by: .version), legend: "{{version}}").showingNames()
    .width(3)
  Panel.stat(
    "Age of the facts", "How old the oldest facts are on any exporter's page. Worry when it grows: polls do not end.", unit: .seconds,
    ExporterFamilies.snapshotTimestamp.min(by: .instance).lowest.age
  ).colours(.rising(orange: 60, red: 300)).decimals(0).width(3).without("no exporter")
  Panel.stat(
    "Collectors failing",
    "Collectors whose last run did not get everything it asked for. Normal while a broker is away; worry when it stays.",
    ExporterFamilies.collectorSuccess.min(by: .collector).equal(to: 0).number.orZero(
      where: ExporterFamilies.collectorSuccess.max(by: .collector).total)
  ).colours(.anyIs(.orange)).width(3)
  Panel.stat(
    "Facts missing",
    "Facts that the last poll should have refreshed and did not; those that are stale are still shown. Worry when it stays.",
    ExporterFamilies.missingFacts.max(by: .fact, .reason).total.orZero(where: ExporterFamilies.collectorSuccess.max(by: .collector).total)
  ).colours(.anyIs(.orange)).width(3)
  Panel.stat(
    "Series dropped",
    "Series per page that are left out because there would be more than the series budget. Worry at 1: something is not shown; see the budget and the granularity.",
    dropped.total.orZero(where: ExporterFamilies.buildInfo.max(by: .instance).total)
  ).colours(.anyIs(.orange)).width(3)
  Panel.stat(
    "Polls skipped",
    "Polls of what is shown that did not start because the one before had not ended. Worry when it grows: the interval is too short.",
    ExporterFamilies.pollsSkipped.chosen().increase().sum(by: .instance).total
  ).colours(.anyIs(.orange)).decimals(0).width(3)
  Panel.figure(
    "Restarted", "How long ago the youngest exporter was started. Worry when it is always short.", unit: .seconds,
    ProcessFamilies.startTime.max(by: .instance).highest.age
  ).width(3)
}

private let dropped = ExporterFamilies.seriesDropped.chosen().increase(over: .trend).sum(by: .instance, .family, .reason)

private let collection = Section("Collecting") {
  Panel.timeline(
    "Collectors", "Whether a collector's last run got everything it asked for. Worry about long red bands: those facts grow old.",
    Query(ExporterFamilies.collectorSuccess.min(by: .collector), by: .collector),
    ValueNames([(0, "incomplete", .red), (1, "complete", .green)]))
  Panel.timeSeries(
    "How long collectors take", "The last run of each. Worry when their sum nears the interval.", unit: .seconds,
    [Query(ExporterFamilies.collectorDuration.max(by: .collector), by: .collector)])
  Panel.timeSeries(
    "Since the last complete run",
    "How long ago each collector got everything it asked for. It swings with its interval; worry when it climbs.",
    unit: .seconds, [Query(ExporterFamilies.collectorLastSuccess.max(by: .collector).age, by: .collector)])
  Panel.timeSeries(
    "Missing facts by reason", "Facts that the last poll should have refreshed and did not. Worry when a line stays.", unit: .number,
    [Query(ExporterFamilies.missingFacts.max(by: .fact, .reason).peaks(15), "{{fact}}: {{reason}}")]
  ).emptyWhenHealthy("none: everything was read")
}

private let requests = Section("Requests to Kafka") {
  Panel.timeSeries(
    "Requests by API", "Requests per second, the fifteen APIs with the most. Worry when it grows without the cluster growing.",
    unit: .perSecond,
    [Query(ExporterFamilies.requests.chosen().rate().sum(by: .api).peaks(15), by: .api)]
  ).stacked()
  Panel.timeSeries(
    "Requests by outcome", "Requests per second by how they ended. Worry about all but success.", unit: .perSecond,
    [Query(ExporterFamilies.requests.chosen().rate().sum(by: .outcome), by: .outcome)])
  Panel.timeSeries(
    "Requests that failed", "By API, broker and how they ended, the fifteen with the most per second. Worry when a line stays.",
    unit: .perSecond,
    [
      Query(
        Series(ExporterFamilies.requests).where(.outcome, isNot: "success").rate().sum(by: .api, .broker, .outcome).peaks(15),
        "{{api}} to {{broker}}: {{outcome}}")
    ]
  ).emptyWhenHealthy("none: every request was answered")
  Panel.timeSeries(
    "Bytes from Kafka", "What the brokers sent to each exporter, per second. It is what watching costs them.", unit: .bytesPerSecond,
    [Query(ExporterFamilies.receivedBytes.chosen().rate().sum(by: .instance), by: .instance)])
}

private let pages = Section("Pages") {
  Panel.timeSeries(
    "Size of the page", "As it is, and packed. Worry when it nears what Prometheus takes in its scrape time-out.", unit: .bytes,
    [Query(ExporterFamilies.pageBytes.max(by: .instance, .encoding), "{{instance}} {{encoding}}")])
  Panel.timeSeries(
    "Making the page", "How long the last page took, packing included. It is made once per poll, not per scrape.", unit: .seconds,
    [Query(ExporterFamilies.renderSeconds.max(by: .instance), by: .instance)])
  Panel.timeSeries(
    "HTTP requests", "Per second, by path and status. Worry about statuses from 500 on, and when /metrics stops: nobody scrapes.",
    unit: .perSecond,
    [Query(ExporterFamilies.httpRequests.chosen().rate().sum(by: .path, .code), "{{path}} {{code}}")])
  Panel.timeSeries(
    "Series dropped by family", "Series that were left out in the last five minutes, counted for every page. Worry about any.",
    unit: .number,
    [Query(dropped.sum(by: .family, .reason).peaks(15), "{{family}}: {{reason}}")]
  ).emptyWhenHealthy("none: every series is on the page")
}

private let process = Section("The process") {
  Panel.timeSeries(
    "CPU", "Cores that each exporter uses.", unit: .cores,
    [Query(ProcessFamilies.cpuSeconds.chosen().rate().sum(by: .instance), by: .instance)])
  Panel.timeSeries(
    "Memory", "Resident memory of each exporter. It goes with the partitions and groups of the cluster; worry when it only grows.",
    unit: .bytes,
    [Query(ProcessFamilies.residentMemory.max(by: .instance), by: .instance)])
  Panel.timeSeries(
    "Open files", "File descriptors that each exporter has open, as a share of what it may. Worry near 1.", unit: .share,
    [
      Query(
        ProcessFamilies.openFileDescriptors.max(by: .instance) / ProcessFamilies.maximumFileDescriptors.max(by: .instance), by: .instance)
    ])
  Panel.timeSeries(
    "Threads", "Threads of each exporter. Worry when it only grows.", unit: .number,
    [Query(ProcessFamilies.threads.max(by: .instance), by: .instance)]
  ).stepped()
}
