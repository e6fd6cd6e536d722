/// What two clusters may answer differently, and why. Everything else must be the same.
struct Normalisation: Sendable {
  enum Change: Sendable {
    /// The field is not compared.
    case ignore
    /// The elements have no order of their own: they are compared by these fields.
    case sort(by: [String])
    /// The others are not of this history.
    case keep(@Sendable (FieldTree) -> Bool)
  }

  /// Names of fields from the answer's top, as in `topics.partitions.leaderEpoch`.
  let path: String
  let change: Change
  let reason: String

  static func ignore(_ path: String, because reason: String) -> Normalisation {
    Normalisation(path: path, change: .ignore, reason: reason)
  }

  static func sort(_ path: String, by fields: String..., because reason: String) -> Normalisation {
    Normalisation(path: path, change: .sort(by: fields), reason: reason)
  }

  static func keep(_ path: String, because reason: String, where isWanted: @escaping @Sendable (FieldTree) -> Bool) -> Normalisation {
    Normalisation(path: path, change: .keep(isWanted), reason: reason)
  }
}

extension FieldTree {
  func normalised(_ normalisations: [Normalisation], path: String = "") -> FieldTree {
    let here = normalisations.filter { $0.path == path }.map(\.change)
    switch self {
    case .leaf: return self
    case .fields(let fields):
      return .fields(
        fields.compactMap { field in
          let path = path.isEmpty ? field.name : "\(path).\(field.name)"
          if normalisations.contains(where: { $0.path == path && $0.isIgnoring }) { return nil }
          return Field(name: field.name, value: field.value.normalised(normalisations, path: path))
        })
    case .list(var elements):
      for change in here {
        switch change {
        case .ignore: break
        case .keep(let isWanted): elements = elements.filter(isWanted)
        case .sort(let fields): elements.sort { $0.key(fields).lexicographicallyPrecedes($1.key(fields)) }
        }
      }
      return .list(elements.map { $0.normalised(normalisations, path: path) })
    }
  }

  private func key(_ fields: [String]) -> [String] {
    // Elements without fields are their own key.
    fields.isEmpty ? [description] : fields.map { text(of: $0) ?? "" }
  }
}

extension Normalisation {
  fileprivate var isIgnoring: Bool {
    if case .ignore = change { true } else { false }
  }
}
