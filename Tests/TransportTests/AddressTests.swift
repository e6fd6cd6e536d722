import Testing

@testable import Transport

struct AddressTests {
  @Test(arguments: [
    ("127.0.0.1:9092", "127.0.0.1", 9092), ("broker-1.example_x.org:1", "broker-1.example_x.org", 1), ("[::1]:65535", "::1", 65535),
    ("[fe80::1%eth0]:9092", "fe80::1%eth0", 9092), ("localhost", "localhost", 29092), ("[::1]", "::1", 29092),
  ])
  func hostAndPortAreRead(text: String, host: String, port: UInt16) throws {
    let parsed = try HostPort(text, defaultPort: 29092)
    #expect(parsed.host == host)
    #expect(parsed.port == port)
    #expect(try HostPort(parsed.description) == parsed)
  }

  @Test(arguments: [
    ("", "\"\", character 1: the port is missing; allowed: host:port"),
    ("kafka", "\"kafka\", character 6: the port is missing; allowed: host:port"),
    (":9092", "\":9092\", character 1: the host is empty; allowed: a name or an address"),
    ("kafka:", "\"kafka:\", character 7: the port is empty; allowed: 1 to 65535"),
    ("kafka:99999", "\"kafka:99999\", character 7: the port 99999 is out of range; allowed: 1 to 65535"),
    ("kafka:0", "\"kafka:0\", character 7: the port 0 is out of range; allowed: 1 to 65535"),
    ("kafka:-1", "\"kafka:-1\", character 7: the port \"-1\" is not a number; allowed: 1 to 65535"),
    ("kafka:9092 ", "\"kafka:9092 \", character 7: the port \"9092 \" is not a number; allowed: 1 to 65535"),
    (
      "ka fka:9092",
      "\"ka fka:9092\", character 3: unexpected \" \"; allowed: ASCII letters, digits, '-', '.' and '_' in a host name"
    ),
    (
      "http://kafka:9092",
      "\"http://kafka:9092\", character 1: more than one colon; allowed: host:port, with an IPv6 address in brackets: [::1]:9092"
    ),
    ("::1:9092", "\"::1:9092\", character 1: more than one colon; allowed: host:port, with an IPv6 address in brackets: [::1]:9092"),
    ("[::1:9092", "\"[::1:9092\", character 10: the closing bracket is missing; allowed: [::1]:9092"),
    ("[kafka]:9092", "\"[kafka]:9092\", character 2: \"kafka\" is not an IPv6 address; allowed: only IPv6 addresses in brackets"),
    ("[::g]:9092", "\"[::g]:9092\", character 2: \"::g\" is not an IPv6 address; allowed: as in [::1]:9092"),
    ("[::1]9092", "\"[::1]9092\", character 6: unexpected \"9\"; allowed: a colon and a port after the bracket"),
  ])
  func aWrongAddressIsNamedWithPlaceAndWhatIsAllowed(text: String, message: String) {
    let error = #expect(throws: HostPort.ParseError.self) { try HostPort(text) }
    #expect(error?.description == message)
  }

  @Test(arguments: [("", 9092), ("a b", 9092), ("kafka", 0), ("kafka", -1), ("kafka", 65536), ("::x", 1)])
  func aHostAndPortFromAPeerAreCheckedToo(host: String, port: Int) {
    #expect(throws: HostPort.ParseError.self) { try HostPort(host: host, port: port) }
  }

  @Test func anAddressFromAPeerNeedsNoBrackets() throws {
    #expect(try HostPort(host: "2001:db8::7", port: 9092).description == "[2001:db8::7]:9092")
  }

  @Test(arguments: ["127.0.0.1:9092", "0.0.0.0:0", "255.255.255.255:65535", "[::1]:9092", "[2001:db8::ff00:42:8329]:1", "[::]:0"])
  func aSocketAddressReadsWhatItPrints(text: String) throws {
    #expect(try SocketAddress(text).description == text)
  }

  @Test(arguments: ["localhost:9092", "127.1:9092", "127.0.0.1", "[::1]", "127.0.0.256:1", ""])
  func aSocketAddressTakesOnlyNumbers(text: String) {
    #expect(throws: AddressParseError.self) { try SocketAddress(text) }
  }

  @Test func anAddressSurvivesTheWayThroughTheSystemsStructures() {
    let six = IPAddress.v6(high: 0x2001_0db8_0102_0304, low: 0x0506_0708_090a_0b0c, scope: 7)
    for address in [SocketAddress(ip: .v4(0x0102_0304), port: 258), SocketAddress(ip: six, port: 772)] {
      let back = unsafe address.withSockaddr { unsafe SocketAddress($0, length: $1) }
      #expect(back == address)
      let cut = unsafe address.withSockaddr { unsafe SocketAddress($0, length: $1 - 1) }
      #expect(cut == nil)
    }
  }
}
