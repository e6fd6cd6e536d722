public struct KafkaUUID: Hashable, Sendable { public static let zero = KafkaUUID(); public init() {} }
