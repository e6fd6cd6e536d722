// Faults come into force and end.
extension SimulatedCluster {
  /// Puts a fault into force.
  ///
  /// - Parameters:
  ///   - requests: how many requests it is for.
  ///   - duration: how much of the cluster's time it lasts; nil for until it is healed.
  @discardableResult
  package func inject(
    _ fault: Fault, into scope: FaultScope = FaultScope(), requests: Int = .max, lasting duration: Duration? = nil
  ) -> FaultTable.ID {
    faults.add(fault, to: scope, requests: requests, until: end(of: duration))
  }

  /// Lets a broker treat connections wrongly, for so much of the cluster's time or until it is healed.
  package func inject(_ fault: ListenerFault, into broker: Int32, lasting duration: Duration? = nil) {
    faults.set(fault, at: broker, until: end(of: duration))
    waits.notify(.listener(broker))
  }

  /// The broker treats connections as it should.
  package func healListener(of broker: Int32) {
    faults.set(nil, at: broker)
    waits.notify(.listener(broker))
  }

  /// Ends one fault.
  package func heal(_ fault: FaultTable.ID) {
    faults.remove(fault)
  }

  /// Ends all faults. Connections that are silent or spoiled stay as they are, as the client has to notice anyway.
  package func heal() {
    faults.removeAll()
    for broker in brokers.keys { waits.notify(.listener(broker)) }
  }

  private func end(of duration: Duration?) -> Timestamp {
    duration.map { now + $0 } ?? Timestamp(milliseconds: .max)
  }
}
