/// Which names are let through: those that an include pattern matches (all when there is none) and no exclude pattern does.
package struct NameFilter: Sendable, Equatable {
  package var include: [NamePattern]
  package var exclude: [NamePattern]

  package init(include: [NamePattern] = [], exclude: [NamePattern] = []) {
    self.include = include
    self.exclude = exclude
  }

  package func admits(_ name: String) -> Bool {
    (include.isEmpty || include.contains { $0.matches(name) }) && !exclude.contains { $0.matches(name) }
  }
}
