import FuzzSupport
import KafkaProtocol

@c(LLVMFuzzerInitialize)
public func initialize(_: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?) -> Int32 {
  do {
    try SeedFolder.fill { try SeedFolder.recordedFrames().seeds().filter { $0.decoder.name == FrameDecoder.records.name }.map(\.bytes) }
  } catch {
    fatalError("no seeds: \(error)")
  }
  return 0
}

/// A `records` field: read, written again, and changed in place as a broker does.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  var bytes = unsafe fuzzBytes(start, count)
  must(FrameDecoder.records.isConsistent(bytes), "records are not read as they were written")
  guard (try? RecordBatch.assign(baseOffset: 7, partitionLeaderEpoch: 8, in: &bytes)) != nil,
    (try? RecordBatch.assign(logAppendTime: 9, in: &bytes)) != nil
  else { return 0 }
  var batches = RecordBatchReader(bytes.span.rawBytes)
  // Its checksum is right now, whatever it was.
  guard let header = try? batches.next()?.header else { fatalError("not a batch any more") }
  must(header.baseOffset == 7 && header.partitionLeaderEpoch == 8 && header.maxTimestamp == 9, "not what was set")
  return 0
}
