/// The scenario of a demo that is given none; configs/demo/default.yaml is the same text.
package enum DefaultScenario {
  package static let text = """
    # What `exporter demo` plays when no other scenario is given. docs/demo.md explains every key.
    about: "An online shop: orders come in, are paid, shipped and audited, and every click is counted."
    every: 4m

    brokers:
      - {id: 1, rack: a}
      - {id: 2, rack: b}
      - {id: 3, rack: c}

    topics:
      - {name: orders, partitions: 12, configs: {min.insync.replicas: 2}, history: {records: 5000, size: 400B}}
      - {name: payments, partitions: 6, history: {records: 2000, size: 250B}}
      - {name: clicks, partitions: 24, replication: 2, history: {records: 20000, size: 150B}}
      - {name: audit, partitions: 3, replication: 1, history: {records: 1000}}
      - {name: sessions, partitions: 4, configs: {cleanup.policy: compact}, history: {records: 300}}
      - {name: archive, count: 10, partitions: 4, history: {records: 50000, over: 7d}}

    traffic:
      - {topic: orders, rate: 300, size: 400B, wave: 2m}
      - {topic: payments, rate: 120, size: 250B}
      - {topic: clicks, rate: 2000, size: 150B, wave: 1m, skew: 0.7}
      - {topic: audit, rate: 60}
      - {topic: sessions, rate: 10}

    groups:
      - {name: billing, members: 3, topics: [orders, payments], rate: 1000}
      - {name: shipping, type: consumer, members: 4, topics: [orders], rate: 800}
      - {name: fraud, type: consumer, members: 2, topics: [payments]}
      - {name: analytics, members: 6, topics: [clicks], rate: 5000}
      - {name: auditors, topics: [audit], commit: 2s}
      - {name: search, type: consumer, topics: [sessions]}
      - {name: reports, members: 0, topics: [archive], behind: 120}

    events:
      - {at: 15s, for: 20s, burst: orders, times: 8}
      - {at: 50s, for: 40s, slow: analytics, rate: 500}
      - {at: 1m40s, for: 25s, broker_down: 3}
      - {at: 2m15s, for: 25s, stuck: fraud, partition: 2}
      - {at: 2m45s, for: 20s, rebalance: analytics, pause: 4s}
      - {at: 3m5s, for: 35s, stop: auditors}
      - {at: 3m10s, for: 25s, retention: audit, keep: 10s}
      - {at: 3m20s, for: 2s, recreate: sessions}
      - {at: 3m35s, for: 12s, broker_hangs: 2}

    """
}
