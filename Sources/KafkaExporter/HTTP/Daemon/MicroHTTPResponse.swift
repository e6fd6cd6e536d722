import CMicroHTTPD

/// An answer in libmicrohttpd's form. Queued answers live on until they are sent.
@safe struct MicroHTTPResponse: ~Copyable {
  private let response: OpaquePointer
  private let status: UInt32

  /// Nil when there is no memory for it.
  static func make(_ answer: HTTPResponse) -> MicroHTTPResponse? {
    guard let response = unsafe response(of: answer.body) else { return nil }
    let made = unsafe MicroHTTPResponse(adopting: response, status: UInt32(clamping: answer.status.rawValue))
    for header in answer.headers {
      guard made.add(header) else { return nil }
    }
    return made
  }

  private init(adopting response: OpaquePointer, status: UInt32) {
    unsafe self.response = response
    self.status = status
  }

  deinit {
    unsafe MHD_destroy_response(response)
  }

  private func add(_ header: HTTPResponse.Header) -> Bool {
    unsafe MHD_add_response_header(response, header.name, header.value) == .YES
  }

  func queue(on connection: OpaquePointer) -> MHD_Result {
    unsafe MHD_queue_response(connection, status, response)
  }

  private static let release: MHD_ContentReaderFreeCallback = { page in
    guard let page = unsafe page else { return }
    unsafe Unmanaged<PageBytes>.fromOpaque(page).release()
  }

  private static func response(of body: HTTPResponse.Body) -> OpaquePointer? {
    switch body {
    case .page(let page):
      let retained = unsafe Unmanaged.passRetained(page)
      // The memory outlives the closure: `retained` keeps the page until libmicrohttpd calls back.
      let response = unsafe page.withUnsafeBytes { bytes in
        unsafe microhttpd_shared_response(bytes.count, bytes.baseAddress, release, retained.toOpaque())
      }
      if unsafe response == nil {
        unsafe retained.release()
      }
      return unsafe response
    case .text(let text):
      var text = text
      return text.withUTF8 { unsafe microhttpd_copied_response($0.count, $0.baseAddress) }
    }
  }
}
