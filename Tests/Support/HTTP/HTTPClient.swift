import Glibc

/// One request over one loopback connection: what a test asks a server, without a library's caching, retrying or decompressing.
public enum HTTPClient {
  /// - Parameter path: the request target as it goes into the request line.
  /// - Throws: `HarnessError` when nothing listens, the answer is not HTTP, or it is not complete after `limit`.
  public static func get(
    _ path: String, port: UInt16, headers: [(String, String)] = [], within limit: Duration = .seconds(10)
  ) async throws(HarnessError) -> HTTPResponse {
    try await request("GET", path, port: port, headers: headers, within: limit)
  }

  /// Any method, any body. The rules are those of `get`.
  public static func request(
    _ method: String, _ path: String, port: UInt16, headers: [(String, String)] = [], body: [UInt8] = [],
    within limit: Duration = .seconds(10)
  ) async throws(HarnessError) -> HTTPResponse {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if !body.isEmpty { head += "Content-Length: \(body.count)\r\n" }
    head += "\r\n"
    let request = Array(head.utf8) + body
    let what = "\(method) http://localhost:\(port)\(path)"
    return try await onOwnThread { () throws(HarnessError) in
      let clock = ContinuousClock()
      let start = clock.now
      let answer = try exchange(request, port: port, deadline: start + limit, what: what)
      do throws(HarnessError) {
        return try HTTPResponse(parsing: answer, hasBody: method != "HEAD", duration: clock.now - start)
      } catch {
        throw HarnessError("\(what): \(error)")
      }
    }
  }

  private static func exchange(
    _ request: [UInt8], port: UInt16, deadline: ContinuousClock.Instant, what: String
  ) throws(HarnessError) -> [UInt8] {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw HarnessError("\(what): no socket: \(lastErrorText())") }
    defer { close(descriptor) }
    var address = loopbackAddress(port)
    let connected = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw HarnessError("\(what): cannot connect: \(lastErrorText())") }

    var sent = 0
    while sent < request.count {
      try waitUntilReady(descriptor, POLLOUT, deadline: deadline, what: what)
      let count = unsafe request[sent...].withUnsafeBytes { bytes in
        unsafe send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      guard count >= 0 || errno == EAGAIN else { throw HarnessError("\(what): cannot send: \(lastErrorText())") }
      sent += max(count, 0)
    }

    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      try waitUntilReady(descriptor, POLLIN, deadline: deadline, what: what)
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
      guard count >= 0 else { throw HarnessError("\(what): cannot receive: \(lastErrorText())") }
      if count == 0 { return answer }
      answer += buffer[..<count]
    }
  }

  private static func waitUntilReady(
    _ descriptor: Int32, _ event: Int32, deadline: ContinuousClock.Instant, what: String
  ) throws(HarnessError) {
    let left = (deadline - .now) / .milliseconds(1)
    guard left > 0 else { throw HarnessError("\(what): no complete answer in time") }
    var poll = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: event), revents: 0)
    _ = unsafe Glibc.poll(&poll, 1, Int32(min(left.rounded(.up), 60_000)))
  }

  private static func lastErrorText() -> String {
    unsafe String(cString: strerror(errno))
  }
}
