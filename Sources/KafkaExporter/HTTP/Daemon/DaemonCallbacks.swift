import CMicroHTTPD
import Glibc

/// The C functions that libmicrohttpd calls, on its own threads; each finds its `DaemonContext` in the first argument.
enum DaemonCallbacks {
  /// Called when a request's header is complete, and again when its body is.
  ///
  /// An answer to the first call makes libmicrohttpd close the connection unread, which is right for a request with a body and wrong for all
  /// others: they are answered at the second call, and the connection goes on.
  static let handle: MHD_AccessHandlerCallback = { context, connection, url, method, _, _, _, state in
    guard let context = unsafe context, let connection = unsafe connection, let state = unsafe state else { return .NO }
    let fields = unsafe RequestFields(of: connection)
    if unsafe state.pointee == nil, !fields.hasBody {
      unsafe state.pointee = UnsafeMutableRawPointer(connection)
      return .YES
    }
    let request = HTTPRequest(
      method: HTTPMethod(rawValue: unsafe method.map { unsafe String(cString: $0) } ?? ""),
      path: unsafe url.map { unsafe String(cString: $0) } ?? "",
      accept: fields.accept, acceptEncoding: fields.acceptEncoding, hasBody: fields.hasBody)
    guard let response = unsafe MicroHTTPResponse.make(Self.context(context).handler(request)) else { return .NO }
    return unsafe response.queue(on: connection)
  }

  static let requestBegan: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) -> UnsafeMutableRawPointer? = {
    context, _, connection in
    unsafe restart(context, connection)
    return nil
  }

  static let requestCompleted: MHD_RequestCompletedCallback = { context, connection, _, _ in
    unsafe restart(context, connection)
  }

  static let connectionChanged: MHD_NotifyConnectionCallback = { context, connection, _, change in
    guard change == .CONNECTION_NOTIFY_CLOSED else {
      unsafe restart(context, connection)
      return
    }
    guard let context = unsafe context, let connection = unsafe connection else { return }
    unsafe Self.context(context).connections.remove(microhttpd_socket(connection))
  }

  static let log: MHD_LogCallback = { context, format, arguments in
    guard let context = unsafe context, let format = unsafe format, let arguments = unsafe arguments else { return }
    let text = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer -> String? in
      guard let base = buffer.baseAddress, unsafe vsnprintf(base, buffer.count, format, arguments) >= 0 else { return nil }
      return unsafe String(cString: base)
    }
    guard let text else { return }
    unsafe Self.context(context).log(String(text.prefix { !$0.isNewline }))
  }

  private static func context(_ pointer: UnsafeMutableRawPointer) -> DaemonContext {
    unsafe Unmanaged<DaemonContext>.fromOpaque(pointer).takeUnretainedValue()
  }

  private static func restart(_ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?) {
    guard let context = unsafe context, let connection = unsafe connection else { return }
    unsafe Self.context(context).connections.restart(microhttpd_socket(connection), at: .now)
  }
}
