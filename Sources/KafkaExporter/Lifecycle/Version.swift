/// The version of the program, in `--version`, in the page and in what brokers are told.
package enum Version {
  package static let current = "0.1.0"
}
