import YAML

/// Which families are wanted: a set to start from, and names added to it and removed from it.
package struct FamilySelection: Sendable, Hashable {
  /// Full names with the catalogue's own prefix.
  private var names: Set<String>
  /// Whether the families that list only what is 1 list their zeros too.
  package private(set) var isDense: Bool

  package static let `default` = FamilySelection(
    names: Set(Catalogue.families.lazy.filter(\.isDefault).map { $0.fullName() }), isDense: false)
  package static let all = FamilySelection(names: Set(Catalogue.names), isDense: true)
  package static let none = FamilySelection(names: [], isDense: false)

  package func contains(_ family: Family) -> Bool {
    names.contains(family.fullName())
  }

  /// Reads `default`, `all` or `none`, then families with `+` or `-`, separated by commas: `default,+kafka_topic_partition_leader`.
  ///
  /// Without one of the three words, a list that begins with a sign changes the default, and one that begins with a name is the whole selection.
  /// Families bear the catalogue's names (`kafka_...`) whatever prefix the pages have.
  package static func parse(_ text: String) throws(FamilySelectionError) -> FamilySelection {
    let items = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingSpaces }
    guard let first = items.first, items != [""] else { throw .empty }
    var selection: FamilySelection
    switch first.first {
    case "+", "-": selection = .default
    default: selection = .none
    }
    for (position, item) in items.enumerated() {
      switch item {
      case "": throw .empty
      case "default", "all", "none":
        guard position == 0 else { throw .misplaced(item) }
        selection = item == "default" ? .default : item == "all" ? .all : .none
      default: try selection.change(item)
      }
    }
    return selection
  }

  private mutating func change(_ item: String) throws(FamilySelectionError) {
    let removes = item.hasPrefix("-")
    let name = (removes || item.hasPrefix("+") ? String(item.dropFirst()) : item).trimmingSpaces
    guard Catalogue.names.contains(name) else { throw .unknown(name) }
    if removes { names.remove(name) } else { names.insert(name) }
  }
}

/// Why a selection of families can't be read.
package enum FamilySelectionError: Error, Equatable, CustomStringConvertible {
  case empty
  /// `default`, `all` or `none` after the first place.
  case misplaced(String)
  case unknown(String)

  package var description: String {
    switch self {
    case .empty: #"an empty name in the list of families; allowed are "default", "all", "none" and names of families with + or -"#
    case .misplaced(let word): #""\#(word)" can only stand first in the list of families"#
    case .unknown(let name): #"unknown metric family "\#(name)""# + Spelling.hint(for: name, among: Catalogue.names)
    }
  }
}

extension StringProtocol {
  fileprivate var trimmingSpaces: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
