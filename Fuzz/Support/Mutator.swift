/// Damages bytes as faulty networks, faulty brokers and attackers do, the same way in every run with the same seed.
package struct Mutator: Sendable {
  private var generator: SeededGenerator
  private let words: [[UInt8]]

  /// - Parameter words: what means something in the format at hand, to be put over bytes and between them.
  package init(seed: UInt64, words: [[UInt8]] = absurdNumbers) {
    generator = SeededGenerator(seed: seed)
    self.words = words
  }

  package init(seed: UInt64, words: [String]) {
    self.init(seed: seed, words: words.map { Array($0.utf8) })
  }

  /// Lengths, counts and variable-length integers at their limits and beyond.
  package static let absurdNumbers: [[UInt8]] = [
    [0xff, 0xff, 0xff, 0xff], [0x7f, 0xff, 0xff, 0xff], [0x80, 0, 0, 0], [0x7f, 0xff], [0x80, 0], [0xff, 0xfe], [0, 0, 0xff, 0xff],
    [0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0xff, 0x07], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x80, 0x80, 0x80, 0x80, 0x80],
    [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], [0xff, 0x7f], [0], [0, 0, 0, 0],
    [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  ]

  /// One to four damages. `other` is what a splice takes its bytes from. The result has at most `limit` bytes.
  package mutating func damage(_ bytes: inout [UInt8], spliceFrom other: [UInt8], limit: Int = 1 << 16) {
    for _ in 0...below(4) { damageOnce(&bytes, other) }
    if bytes.count > limit { bytes.removeSubrange(limit...) }
  }

  private mutating func damageOnce(_ bytes: inout [UInt8], _ other: [UInt8]) {
    let place = below(bytes.count + 1)
    switch below(10) {
    case 0, 1: if place < bytes.count { bytes[place] ^= 1 << UInt8(below(8)) }
    case 2: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: generator.next()) }
    // A number a little larger or smaller than what is there.
    case 3: if place < bytes.count { bytes[place] &+= UInt8(truncatingIfNeeded: below(7)) &- 3 }
    case 4: overwrite(&bytes, at: place, with: words[below(words.count)])
    case 5: bytes.insert(contentsOf: words[below(words.count)], at: place)
    case 6: bytes.removeSubrange(place...)
    case 7: bytes.removeSubrange(range(in: bytes, from: place))
    case 8: bytes.insert(contentsOf: Array(bytes[range(in: bytes, from: place)]), at: below(bytes.count + 1))
    default: bytes.replaceSubrange(range(in: bytes, from: place), with: other[range(in: other, from: below(other.count + 1))])
    }
  }

  private func overwrite(_ bytes: inout [UInt8], at place: Int, with new: [UInt8]) {
    bytes.replaceSubrange(place..<min(place + new.count, bytes.count), with: new)
  }

  private mutating func range(in bytes: [UInt8], from place: Int) -> Range<Int> {
    place..<min(place + 1 + below(32), bytes.count)
  }

  /// A number from 0 up to, but not including, a small `limit`: the bias of the remainder does not matter here.
  package mutating func below(_ limit: Int) -> Int {
    Int(truncatingIfNeeded: generator.next() >> 33) % limit
  }
}
