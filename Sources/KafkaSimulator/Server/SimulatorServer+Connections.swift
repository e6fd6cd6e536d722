import KafkaProtocol
import Transport

extension SimulatorServer {
  /// Takes connections until the listener is closed.
  func accept(from listener: TCPListener, at server: BrokerServer) async {
    while let stream = try? await listener.accept() {
      let number = nextConnection
      nextConnection += 1
      observer?.connectionOpened(to: server.id)
      server.connections[number] = stream
      Task {
        await serve(stream, number, at: server)
        stream.close()
        server.connections[number] = nil
      }
    }
  }

  /// Answers the requests of a connection one after the other, as brokers do, until it ends or makes no sense.
  private func serve(_ stream: TCPStream, _ number: UInt64, at server: BrokerServer) async {
    guard let answersAtMost = await admit(stream, at: server) else { return }
    let host = "/\(stream.remoteAddress.ip)"
    var answered = 0
    /// An answer that waits for the next one to go first.
    var overtaken: [UInt8] = []
    while answered < answersAtMost, let bytes = try? await stream.readFrame(maximumLength: IncomingRequest.maximumLength) {
      let versions = cluster.brokers[server.id]?.versions ?? .newest
      guard let request = try? IncomingRequest(bytes, versions: versions) else { return }
      let api = request.header.apiKey
      let context = RequestContext(
        broker: server.id, version: request.header.apiVersion, clientID: request.header.clientID, clientHost: host, connection: number)
      observer?.requestReceived(api, context)
      let faults = cluster.faults.take(for: api, context, at: cluster.now)
      if faults.closes { return }
      if faults.saysNothing { return await fallSilent(stream) }
      if faults.delay > .zero { await pass(faults.delay) }
      let answer: [UInt8]
      do {
        guard let wanted = try await request.answer(cluster, context, faults, request.header.correlationID) else { continue }
        answer = wanted
      } catch {
        // An answer that its version cannot carry: better an end than a client that waits for ever.
        return
      }
      answered += 1
      if faults.isOvertaken {
        overtaken = answer
        continue
      }
      stream.write(faults.reduce(answer) { $1.spoil($0) } + overtaken)
      overtaken = []
      guard (try? await stream.flush()) != nil else { return }
      if faults.breaksOff { return }
      if faults.stalls { return await fallSilent(stream) }
      if faults.throttle > .zero { await pass(faults.throttle) }
    }
  }

  /// Lets a new connection in as the broker treats connections now.
  ///
  /// - Returns: after how many answers it ends; nil when it ends at once.
  private func admit(_ stream: TCPStream, at server: BrokerServer) async -> Int? {
    while stream.closed == nil, let (fault, end) = cluster.faults.listener(of: server.id, at: cluster.now) {
      switch fault {
      case .deaf: _ = await cluster.waits.wait(for: [.listener(server.id)], until: end)
      case .hangsUp: return nil
      case .hangsUpAfterFirstAnswer: return 1
      case .refuses: return .max
      }
    }
    return .max
  }

  /// Reads on and says nothing, until the client gives up.
  private func fallSilent(_ stream: TCPStream) async {
    while (try? await stream.read(upTo: 65_536)) != nil {}
  }

  private func pass(_ duration: Duration) async {
    _ = await cluster.waits.wait(for: [], until: cluster.now + duration)
  }
}
