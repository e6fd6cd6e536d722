extension TransportError {
  /// Why it failed. A closed set, so that `label` can be a metric's label value.
  public enum Reason: Hashable, Sendable {
    case timedOut
    /// Nobody listens there.
    case refused
    /// The peer, or something on the way, broke the connection off.
    case reset
    /// No route to the host or its network.
    case unreachable
    /// The peer ended the connection in good order.
    case closedByPeer
    /// Closed on this side.
    case closed
    /// The waiting task was cancelled.
    case cancelled
    /// The loop was shut down.
    case shutDown
    case nameNotFound
    /// The name could not be looked up just now, or at all; it may exist.
    case resolutionFailed
    /// A frame announced `length` bytes (negative when the peer says so); at most `maximum` are taken.
    case frameTooLarge(length: Int, maximum: Int)
    case addressInUse
    case addressUnavailable
    case permissionDenied
    case tooManyOpenFiles
    /// Any other failure of a system call.
    case system(errno: Int32)

    /// Stable, lower case, from a closed set: fit for a label.
    public var label: String {
      switch self {
      case .timedOut: "timed_out"
      case .refused: "refused"
      case .reset: "reset"
      case .unreachable: "unreachable"
      case .closedByPeer: "closed_by_peer"
      case .closed: "closed"
      case .cancelled: "cancelled"
      case .shutDown: "shut_down"
      case .nameNotFound: "name_not_found"
      case .resolutionFailed: "resolution_failed"
      case .frameTooLarge: "frame_too_large"
      case .addressInUse: "address_in_use"
      case .addressUnavailable: "address_unavailable"
      case .permissionDenied: "permission_denied"
      case .tooManyOpenFiles: "too_many_open_files"
      case .system: "system"
      }
    }
  }
}

extension TransportError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .timedOut: "timed out"
    case .refused: "refused"
    case .reset: "reset"
    case .unreachable: "unreachable"
    case .closedByPeer: "closed by the peer"
    case .closed: "closed"
    case .cancelled: "cancelled"
    case .shutDown: "the event loop is shut down"
    case .nameNotFound: "name not found"
    case .resolutionFailed: "name resolution failed"
    case .frameTooLarge(let length, let maximum): "a frame of \(length) bytes, at most \(maximum) are taken"
    case .addressInUse: "address in use"
    case .addressUnavailable: "address not available on this machine"
    case .permissionDenied: "permission denied"
    case .tooManyOpenFiles: "too many open files"
    case .system(let errno): "system error \(errno)"
    }
  }
}
