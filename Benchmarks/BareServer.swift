import CMicroHTTPD
import Glibc

/// The least that libmicrohttpd can be: one answer made in advance, queued for every request, with the library's own defaults.
@safe final class BareServer {
  let port: UInt16
  private let daemon: OpaquePointer
  private let response: OpaquePointer

  struct Failure: Error {}

  init(serving bytes: [UInt8]) throws {
    guard let response = unsafe bytes.withUnsafeBytes({ unsafe microhttpd_copied_response($0.count, $0.baseAddress) }) else {
      throw Failure()
    }
    let end = Int32(bitPattern: MHD_OPTION.END.rawValue)
    let daemon = unsafe withVaList([end]) {
      unsafe MHD_start_daemon_va(
        MHD_USE_AUTO_INTERNAL_THREAD.rawValue, 0, nil, nil, Self.handle, UnsafeMutableRawPointer(response), $0)
    }
    guard let daemon = unsafe daemon else {
      unsafe MHD_destroy_response(response)
      throw Failure()
    }
    unsafe self.response = response
    unsafe self.daemon = daemon
    port = unsafe microhttpd_port(daemon)
  }

  deinit {
    unsafe MHD_stop_daemon(daemon)
    unsafe MHD_destroy_response(response)
  }

  private static let handle: MHD_AccessHandlerCallback = { response, connection, _, _, _, _, _, state in
    guard let response = unsafe response, let state = unsafe state else { return .NO }
    guard unsafe state.pointee != nil else {
      unsafe state.pointee = response
      return .YES
    }
    return unsafe MHD_queue_response(connection, 200, OpaquePointer(response))
  }
}
