import Testing

@testable import Transport

struct FrameReaderTests {
  /// Brings bytes in pieces as a socket would.
  private struct Source {
    var pieces: [[UInt8]]

    mutating func fill(_ reader: inout FrameReader) -> Bool {
      guard let piece = pieces.first, !piece.isEmpty else { return false }
      var taken = 0
      _ = unsafe reader.fill { memory in
        taken = min(memory.count, piece.count)
        unsafe memory.copyBytes(from: piece.prefix(taken))
        return .bytes(taken)
      }
      pieces[0].removeFirst(taken)
      if pieces[0].isEmpty { pieces.removeFirst() }
      return taken > 0
    }
  }

  private func frames(in pieces: [[UInt8]], maximumLength: Int = 1 << 30) throws -> [[UInt8]] {
    var source = Source(pieces: pieces)
    var reader = FrameReader()
    var frames: [[UInt8]] = []
    repeat {
      while let frame = try reader.nextFrame(maximumLength: maximumLength) { frames.append(frame.array) }
    } while source.fill(&reader)
    return frames
  }

  @Test func framesMayBeCutAtEveryByte() throws {
    let wire = frame(pattern(9)) + frame([]) + frame(pattern(3))
    for cut in 1..<wire.count {
      #expect(try frames(in: [Array(wire[..<cut]), Array(wire[cut...])]) == [pattern(9), [], pattern(3)])
    }
    #expect(try frames(in: wire.map { [$0] }) == [pattern(9), [], pattern(3)])
  }

  @Test(arguments: [65_531, 65_532, 65_533, 65_536, 131_072, 131_073, 1_000_003])
  func framesAroundTheSizesOfTheMemoryComeWhole(size: Int) throws {
    let wire = frame(pattern(size)) + frame(pattern(5)) + frame(pattern(size)) + frame([7])
    let expected = [pattern(size), pattern(5), pattern(size), [7]]
    #expect(try frames(in: [wire]) == expected)
    let pieces = stride(from: 0, to: wire.count, by: 40_009).map { Array(wire[$0..<min($0 + 40_009, wire.count)]) }
    #expect(try frames(in: pieces) == expected)
  }

  @Test func manySmallFramesInOnePieceComeOneByOne() throws {
    let bodies = (0..<5_000).map { pattern($0 % 50) }
    #expect(try frames(in: [bodies.flatMap(frame)]) == bodies)
  }

  @Test(arguments: [([0xff, 0xff, 0xff, 0xff], -1), ([0x80, 0, 0, 0], Int(Int32.min)), ([0, 0, 0, 101], 101)] as [([UInt8], Int)])
  func aLengthOutOfRangeIsRefusedAndStaysRefused(header: [UInt8], length: Int) throws {
    var source = Source(pieces: [header])
    var reader = FrameReader()
    _ = source.fill(&reader)
    for _ in 0..<2 {
      do {
        _ = try reader.nextFrame(maximumLength: 100)
        Issue.record("taken")
      } catch .tooLarge(let refused, let maximum) {
        #expect(refused == length && maximum == 100)
      } catch {
        Issue.record(error)
      }
    }
  }

  @Test func memoryForAFrameGrowsWithWhatArrives() throws {
    var source = Source(pieces: [[0x06, 0x40, 0, 0] + pattern(10)])
    var reader = FrameReader()
    while source.fill(&reader) { #expect(try reader.nextFrame(maximumLength: 1 << 30) == nil) }
    #expect(reader.pendingLength == 0x0640_0000)
    #expect(reader.pendingCapacity <= 262_144)
  }

  @Test func plainBytesAreTakenAsTheyCome() throws {
    var source = Source(pieces: [pattern(100)])
    var reader = FrameReader()
    #expect(try reader.nextBytes(upTo: 10) == nil)
    _ = source.fill(&reader)
    #expect(try reader.nextBytes(upTo: 30)?.array == Array(pattern(100)[..<30]))
    #expect(try reader.nextBytes(upTo: 1_000)?.array == Array(pattern(100)[30...]))
    #expect(try reader.nextBytes(upTo: 10) == nil)
  }

  @Test func theSpanOfReceivedBytesShowsThem() throws {
    var source = Source(pieces: [frame([1, 2, 3]), frame([])])
    var reader = FrameReader()
    _ = source.fill(&reader)
    let bytes = try #require(try reader.nextFrame(maximumLength: 10))
    #expect(bytes.count == 3 && bytes.span.byteCount == 3)
    #expect(unsafe bytes.span.unsafeLoad(fromByteOffset: 1, as: UInt8.self) == 2)
    _ = source.fill(&reader)
    let none = try #require(try reader.nextFrame(maximumLength: 10))
    #expect(none.span.isEmpty && none.array.isEmpty)
  }
}
