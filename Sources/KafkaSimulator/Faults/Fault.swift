package import KafkaProtocol

/// What goes wrong with one request.
package enum Fault: Sendable {
  // No answer.

  /// Nothing more comes on this connection, which stays open.
  case noAnswer
  /// The connection ends instead of an answer.
  case close

  // The right answer at the wrong time.

  /// Late by so much of the cluster's time; what was asked behind it on this connection waits.
  case slow(Duration)
  /// Behind the answer to the next request of this connection.
  case outOfOrder

  // The right answer, spoiled on its way.

  /// The first half of it, and then nothing more on this connection, which stays open.
  case stall
  /// The first half of it, and then the end of the connection.
  case breakOff
  /// Under a correlation id that nobody waits for.
  case wrongCorrelationID
  /// A frame that says it has so many bytes, and brings sixteen.
  case length(Int32)
  /// The right header, and behind it bytes that mean nothing.
  case garbage
  /// A frame with nothing in it, not even a correlation id.
  case emptyFrame
  /// Seven bytes too many, inside the frame.
  case trailingGarbage

  // Another answer, in good order.

  /// The request is refused as a whole and has no effect: the code stands at every place where the API has one.
  case error(Refusal)
  /// The answer says that the client is throttled for so long, and the connection is not read from meanwhile (KIP-219).
  case throttle(Duration)
  /// Something in the answer is not as it should be.
  case change(AnswerChange)

  /// A refusal without a sentence for people.
  package static func error(_ code: ErrorCode) -> Fault { .error(Refusal(code)) }
}

/// Changes the right answers of one API before they are sent, and perhaps the cluster with them.
package struct AnswerChange: Sendable {
  package let api: APIKey
  let apply: @Sendable (SimulatedCluster, any KafkaMessage, any KafkaMessage) -> any KafkaMessage

  package init<Request: KafkaRequest>(
    _ request: Request.Type, _ change: @escaping @Sendable (SimulatedCluster, Request, inout Request.Response) -> Void
  ) {
    api = Request.apiKey
    apply = { cluster, request, response in
      guard let request = request as? Request, var own = response as? Request.Response else { return response }
      change(cluster, request, &own)
      return own
    }
  }
}

/// How a broker treats connections.
package enum ListenerFault: Sendable {
  /// Takes new connections and reads nothing from them until it is healed.
  case deaf
  /// Ends every new connection at once.
  case hangsUp
  /// Answers the first request of a new connection, and ends it with that.
  case hangsUpAfterFirstAnswer
  /// Does not listen: new connections are refused, those it has go on.
  case refuses
}
