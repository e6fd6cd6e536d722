/// What a panel's numbers are, as Grafana names it: it scales them and writes the unit behind them.
enum Unit: String {
  case number = "short"
  case records = "count:records"
  case recordsPerSecond = "count:records/s"
  case perSecond = "ops"
  case partitions = "count:partitions"
  case seconds = "s"
  case share = "percentunit"
  case bytes
  case bytesPerSecond = "Bps"
  case cores = "count:cores"
}
