import KafkaExporter
import Testing

@Suite struct ListenAddressTests {
  @Test(
    arguments: [
      (":9308", "", 9308), ("0.0.0.0:9308", "0.0.0.0", 9308), ("[::]:9308", "::", 9308), ("[::1]:0", "::1", 0),
      ("localhost:65535", "localhost", 65535), ("exporter.example:80", "exporter.example", 80),
    ] as [(String, String, UInt16)])
  func addressesAreReadAndPrintedAlike(text: String, host: String, port: UInt16) throws {
    let address = try ListenAddress(parsing: text)
    #expect(address == ListenAddress(host: host, port: port))
    #expect(address.description == text)
  }

  @Test(arguments: [
    ("9308", "the port is missing"),
    ("", "the port is missing"),
    ("localhost:", "the port \"\" is not a number from 0 to 65535"),
    ("localhost:http", "the port \"http\" is not a number from 0 to 65535"),
    (":65536", "the port \"65536\" is not a number from 0 to 65535"),
    (":+80", "the port \"+80\" is not a number from 0 to 65535"),
    (":-1", "the port \"-1\" is not a number from 0 to 65535"),
    (":99999999999999999999", "the port \"99999999999999999999\" is not a number from 0 to 65535"),
    ("::1:9308", "an IPv6 address stands in brackets"),
    ("[::1:9308", "the bracket around the IPv6 address is not closed"),
    ("[]:9308", "the bracket around the IPv6 address is not closed"),
    ("a b:9308", "\"a b\" is not a host"),
    ("http://x:9308", "an IPv6 address stands in brackets"),
  ])
  func aWrongAddressSaysWhatIsWrongAndWhatIsExpected(text: String, reason: String) {
    let error = #expect(throws: HTTPServerError.self) { try ListenAddress(parsing: text) }
    #expect(error == .invalidAddress(text, reason: reason))
    #expect(error?.description.hasSuffix("expected ADDRESS:PORT such as :9308, 127.0.0.1:9308 or [::]:9308") == true)
  }
}
