/// Why a text is no address: what was read, where it goes wrong, and what is allowed.
public struct AddressParseError: Error, Hashable, Sendable {
  public let input: String
  /// Characters before the place that is wrong.
  public let offset: Int
  public let problem: String
  public let allowed: String

  init(_ input: String, at offset: Int, _ problem: String, allowed: String) {
    self.input = input
    self.offset = offset
    self.problem = problem
    self.allowed = allowed
  }
}

extension AddressParseError: CustomStringConvertible {
  /// `"kafka:99999", character 7: the port 99999 is out of range; allowed: 1 to 65535`.
  public var description: String {
    "\(input.debugDescription), character \(offset + 1): \(problem); allowed: \(allowed)"
  }
}
