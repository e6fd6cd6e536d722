extension PageBuffer {
  /// The shortest text that reads back as the same number; integers without a fraction; `NaN`, `+Inf` and `-Inf` as Prometheus spells them.
  package mutating func append(_ value: Double) {
    if value.isNaN {
      append("NaN" as StaticString)
    } else if value.isInfinite {
      append(value < 0 ? "-Inf" : "+Inf" as StaticString)
    } else if let integer = Int64(exactly: value), integer.magnitude < 1 << 53 {
      append(integer)
    } else {
      append(value.description)
    }
  }

  /// A bound of a bucket: OpenMetrics wants a fraction also where the number has none, so that both spell a bound in one way (`1.0`).
  package mutating func append(bound: Double, format: PageFormat) {
    if format == .openMetrics, bound.isFinite {
      append(bound.description)
    } else {
      append(bound)
    }
  }
}
