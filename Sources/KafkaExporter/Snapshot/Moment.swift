/// A point on the monotonic clock, in milliseconds since an origin that the process chose once.
///
/// Every fact carries one. A wall-clock step can't make a fact look older or younger than it is.
package struct Moment: Hashable, Comparable, Sendable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  package static func < (left: Moment, right: Moment) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Seconds from `earlier` to this moment; negative when `earlier` is the later one.
  package func seconds(since earlier: Moment) -> Double {
    Double(milliseconds - earlier.milliseconds) / 1000
  }
}
