/// The headings under which settings are listed, in the order of every list.
package enum SettingSection: String, Sendable, CaseIterable {
  case connection = "Connection"
  case page = "Page"
  case topics = "Topics"
  case groups = "Groups"
  case intervals = "Intervals"
  case timeouts = "Timeouts"
  case limits = "Limits"
  case probe = "Probe"
  case http = "HTTP"
  case log = "Log"
}
