/// Seconds of the fastest of several runs: what the work costs when nothing disturbs it.
func fastest(of runs: Int, _ work: () -> Void) -> Double {
  let clock = ContinuousClock()
  var best = Duration.seconds(1_000_000)
  for _ in 0..<max(1, runs) { best = min(best, clock.measure(work)) }
  return best / .seconds(1)
}
