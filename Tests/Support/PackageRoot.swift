import Foundation

/// The folder of Package.swift, wherever the tests are started from.
public let packageRoot: String = {
  // Tests/Support/PackageRoot.swift
  var url = URL(fileURLWithPath: #filePath)
  for _ in 0..<3 { url.deleteLastPathComponent() }
  return url.path
}()
