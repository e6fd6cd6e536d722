import Glibc
import Testing

@testable import Transport

struct TransportErrorTests {
  @Test func theDescriptionIsOneLineWithWhatOnWhatAndWhy() {
    let refused = SystemError(code: ECONNREFUSED).transportError(.connect, "broker-1:9092")
    #expect(refused.description == "connect broker-1:9092: refused (Connection refused)")
    let large = TransportError(.read, "[::1]:9092", .frameTooLarge(length: -5, maximum: 100))
    #expect(large.description == "read [::1]:9092: a frame of -5 bytes, at most 100 are taken")
  }

  @Test(arguments: [
    (ETIMEDOUT, TransportError.Reason.timedOut), (EPIPE, .reset), (ENETUNREACH, .unreachable), (EMFILE, .tooManyOpenFiles),
    (EACCES, .permissionDenied), (EADDRINUSE, .addressInUse), (EIO, .system(errno: EIO)),
  ])
  func systemErrorsBecomeReasons(code: Int32, reason: TransportError.Reason) {
    #expect(SystemError(code: code).reason == reason)
  }

  @Test func aLabelDoesNotDependOnTheNumbersOfTheReason() {
    #expect(TransportError.Reason.system(errno: 1).label == TransportError.Reason.system(errno: 2).label)
    #expect(TransportError.Reason.frameTooLarge(length: 1, maximum: 2).label == "frame_too_large")
  }
}
