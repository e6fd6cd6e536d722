/// Integers as decimal digits, two at a time, straight into memory: the greater part of a page is numbers.
enum DecimalText {
  /// A sign and the digits of `Int64.min`.
  static let maximumLength = 20

  private static var pairs: StaticString {
    """
    0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899
    """
  }

  /// Writes `value` at `target`, which has room for `maximumLength` bytes, and returns the number of bytes written.
  @inline(__always)
  @unsafe static func write(_ value: Int64, to target: UnsafeMutableRawPointer) -> Int {
    if value < 0 {
      unsafe target.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
      return unsafe 1 + write(magnitude: value.magnitude, to: target + 1)
    }
    return unsafe write(magnitude: value.magnitude, to: target)
  }

  @inline(__always)
  @unsafe private static func write(magnitude: UInt64, to target: UnsafeMutableRawPointer) -> Int {
    let length = digits(of: magnitude)
    let table = unsafe UnsafeRawPointer(pairs.utf8Start)
    var rest = magnitude
    var position = length
    while rest >= 100 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      rest = quotient
      position -= 2
      unsafe (target + position).copyMemory(from: table + Int(truncatingIfNeeded: pair) * 2, byteCount: 2)
    }
    if rest >= 10 {
      unsafe target.copyMemory(from: table + Int(truncatingIfNeeded: rest) * 2, byteCount: 2)
    } else {
      unsafe target.storeBytes(of: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest), as: UInt8.self)
    }
    return length
  }

  @inline(__always)
  private static func digits(of value: UInt64) -> Int {
    var length = 1
    var rest = value
    while rest >= 10_000 {
      rest /= 10_000
      length += 4
    }
    if rest >= 1000 { return length + 3 }
    if rest >= 100 { return length + 2 }
    return rest >= 10 ? length + 1 : length
  }
}
