/// The clock that every fact of one cluster is dated by, with the origin that makes its moments small.
package struct MonotonicClock: Sendable {
  private let origin = ContinuousClock.now

  package init() {}

  package var now: Moment {
    let elapsed = origin.duration(to: .now).components
    return Moment(milliseconds: elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000)
  }
}
