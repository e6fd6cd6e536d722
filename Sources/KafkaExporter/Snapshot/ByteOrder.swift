/// The order of names in snapshots and pages: by their bytes, which is no locale's business.
func utf8Precedes(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}
