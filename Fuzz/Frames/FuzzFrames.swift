import FuzzSupport

@c(LLVMFuzzerInitialize)
public func initialize(_: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?) -> Int32 {
  do {
    try SeedFolder.fill { (try SeedFolder.recordedFrames().seeds() + FrameSeed.random(count: 1, seed: 3)).map(FuzzInput.bytes) }
  } catch {
    fatalError("no seeds: \(error)")
  }
  return 0
}

/// Requests, responses of every version, and what they carry. What can be read must be written and read again as the same.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let input = unsafe FuzzInput(fuzzBytes(start, count)) else { return -1 }
  must(input.decoder.isConsistent(input.bytes), "\(input.decoder.name) is not read as it was written")
  return 0
}
