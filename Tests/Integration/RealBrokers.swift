import TestSupport
import Testing

/// Everything that needs real brokers is nested in here, so that it runs one test at a time: the clusters are shared, some tests stop
/// nodes, and two cores boot one cluster at a time best.
@Suite(.serialized, .enabled(if: KafkaInstallation.isAvailable, Comment(rawValue: KafkaInstallation.hint)))
enum RealBrokers {}
