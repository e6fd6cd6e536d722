/// A span of time in words: `4 s`, `12 min`, `3 h`, `2 d`.
struct Age: CustomStringConvertible {
  let seconds: Double

  var description: String {
    guard seconds.isFinite else { return "unknown" }
    let whole = Int(seconds.clamped(to: 0...1e12))
    return switch whole {
    case ..<120: "\(whole) s"
    case ..<7200: "\(whole / 60) min"
    case ..<172_800: "\(whole / 3600) h"
    default: "\(whole / 86_400) d"
    }
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
