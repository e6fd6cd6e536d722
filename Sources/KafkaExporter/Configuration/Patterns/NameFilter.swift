/// Which names are let through: those that an include pattern matches (all when there is none) and no exclude pattern does.
public struct NameFilter: Sendable, Equatable {
  public var include: [NamePattern]
  public var exclude: [NamePattern]

  public init(include: [NamePattern] = [], exclude: [NamePattern] = []) {
    self.include = include
    self.exclude = exclude
  }

  public func admits(_ name: String) -> Bool {
    (include.isEmpty || include.contains { $0.matches(name) }) && !exclude.contains { $0.matches(name) }
  }
}
