extension Fault {
  /// What becomes of the bytes of an answer, its length in front; as they are where the fault lies elsewhere.
  func spoil(_ answer: [UInt8]) -> [UInt8] {
    switch self {
    // Never without the length, and never whole.
    case .stall, .breakOff: Array(answer.prefix(max(5, answer.count / 2)))
    case .wrongCorrelationID: answer.prefix(4) + [0x7f, 0x7f, 0x7f, 0x7f] + answer.dropFirst(8)
    case .length(let length): Self.bytes(of: length) + [UInt8](repeating: 0, count: 16)
    case .garbage: answer.prefix(8) + [UInt8](repeating: 0xfe, count: max(0, answer.count - 8))
    case .emptyFrame: [0, 0, 0, 0]
    case .trailingGarbage: Self.bytes(of: Int32(clamping: answer.count + 3)) + answer.dropFirst(4) + [UInt8](repeating: 7, count: 7)
    case .noAnswer, .close, .slow, .outOfOrder, .error, .throttle, .change: answer
    }
  }

  private static func bytes(of length: Int32) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: length >> $0) }
  }
}
