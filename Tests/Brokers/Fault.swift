/// What a scripted broker does wrong with one request.
public enum Fault: Sendable {
  /// Nothing more comes on this connection, which stays open.
  case hang
  /// The right answer, late; those behind it wait.
  case slow(Duration)
  /// The right answer, but behind the one of the next request.
  case outOfOrder
  /// The first half of the right answer, and then the end.
  case halfFrame
  /// The right answer under a correlation id that nobody waits for.
  case wrongCorrelationID
  /// A frame that says it has so many bytes, and brings sixteen.
  case length(Int32)
  /// The right header, and behind it bytes that mean nothing.
  case garbage
  /// A frame with nothing in it, not even a correlation id.
  case emptyFrame
  /// The right answer with bytes behind it.
  case trailingGarbage
  /// The connection ends instead.
  case close
}

/// How a scripted broker treats its connections.
public enum Manner: Sendable {
  case serving
  /// Takes connections and reads nothing.
  case deaf
  /// Ends every connection at once.
  case hangingUp
  /// Answers ApiVersions, and ends the connection with that.
  case leavingAfterVersions
}
