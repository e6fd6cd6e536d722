import Foundation

/// The programs that `scripts/install-dependencies --test` puts into `.build/tools`, as scripts/test-tools.txt lists them.
public enum TestTools {
  /// What a skipped test says.
  public static let hint = "needs the tools of scripts/test-tools.txt, which come from PyPI (scripts/install-dependencies --test)"

  /// Whether all of them are there. They are installed together or not at all.
  public static let areInstalled = FileManager.default.fileExists(atPath: folder + "/installed.txt")

  /// Where a program of theirs is; `python` is the interpreter that finds their libraries.
  public static func path(of program: String) -> String { "\(folder)/bin/\(program)" }

  private static let folder = packageRoot + "/.build/tools"
}
