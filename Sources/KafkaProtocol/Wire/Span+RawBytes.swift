extension Span where Element == UInt8 {
  /// The same bytes as the reader and `Frame` take them.
  public var rawBytes: RawSpan {
    @_lifetime(copy self)
    get {
      // Unsafe only for elements with padding, which would be read uninitialized; a byte has none.
      unsafe bytes
    }
  }
}
