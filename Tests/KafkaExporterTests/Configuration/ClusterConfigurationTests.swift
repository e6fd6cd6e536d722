import Testing
import Transport

@testable import KafkaExporter

struct ClusterConfigurationTests {
  @Test func groupsThatAreNamedAreTheOnlyOnesCollected() throws {
    let configuration = ClusterConfiguration(bootstrap: [try HostPort("localhost:9092")])
    let narrowed = configuration.collecting(onlyGroups: ["b", "a.b"])
    #expect(["a", "b", "a.b", "axb"].filter(narrowed.groups.filter.admits) == ["b", "a.b"])
    #expect(configuration.collecting(onlyGroups: []) == configuration)
  }
}
