import KafkaSimulator
import Testing
import Transport

/// A simulated cluster on free ports, running or with its clock in the test's hand, for as long as `body` takes.
func withSimulator<Result>(
  brokers: Int32 = 3, runs: Bool = true, startingAt: Timestamp = Timestamp(milliseconds: 1_800_000_000_000),
  defaults: ClusterDefaults = ClusterDefaults(),
  _ body: (SimulatorServer, _ bootstrap: [HostPort]) async throws -> Result
) async throws -> Result {
  let loop = try EventLoop(name: "simulator")
  let server = SimulatorServer(host: try #require(IPAddress("127.0.0.1")), loop: loop) { loop in
    SimulatedCluster(
      brokers: (1...brokers).map { Broker(id: $0) }, defaults: defaults, startingAt: startingAt, loop: loop)
  }
  try await server.start()
  if runs { await server.run() }
  let result: Swift.Result<Result, any Error>
  do { result = .success(try await body(server, await server.bootstrap)) } catch { result = .failure(error) }
  await server.stop()
  await loop.shutdown()
  return try result.get()
}
