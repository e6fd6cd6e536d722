import KafkaProtocol

/// All that goes wrong with one request, in order.
extension [Fault] {
  var closes: Bool { contains { if case .close = $0 { true } else { false } } }
  var saysNothing: Bool { contains { if case .noAnswer = $0 { true } else { false } } }
  var isOvertaken: Bool { contains { if case .outOfOrder = $0 { true } else { false } } }
  var stalls: Bool { contains { if case .stall = $0 { true } else { false } } }
  var breaksOff: Bool { contains { if case .breakOff = $0 { true } else { false } } }

  /// How late the answer is.
  var delay: Duration { reduce(.zero) { if case .slow(let duration) = $1 { $0 + duration } else { $0 } } }

  /// How long the connection is not read from afterwards.
  var throttle: Duration { reduce(.zero) { if case .throttle(let duration) = $1 { Swift.max($0, duration) } else { $0 } } }

  var refusal: Refusal? {
    for case .error(let refusal) in self { return refusal }
    return nil
  }

  /// The answer with what is wrong in it, while it is still a message.
  func alter<Request: KafkaRequest>(_ response: Request.Response, to request: Request, in cluster: SimulatedCluster) -> Request.Response {
    var altered: any KafkaMessage = response
    for case .change(let change) in self { altered = change.apply(cluster, request, altered) }
    if throttle > .zero, var throttled = altered as? any ThrottledResponse {
      throttled.throttleTimeMs = Int32(clamping: throttle.wholeMilliseconds)
      altered = throttled
    }
    return altered as? Request.Response ?? response
  }
}
