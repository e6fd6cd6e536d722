/// libFuzzer's input as an array: its own memory of exactly this size, so that AddressSanitizer sees what reads beyond it.
package func fuzzBytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
  unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
}

/// Ends a fuzzer's run with a finding. `precondition` would not say what it is in an optimized build.
package func must(_ condition: Bool, _ finding: @autoclosure () -> String) {
  if !condition { fatalError(finding()) }
}
