/// Refuses an output that would take the place of what is read to make it, such as a model, or a file of another
/// format, which no tool makes again. A stream that a tool reads row by row is another matter:
/// `t-slice -n 9 -o data.t data.t` is safe, because the output gets its name when all is read.
///
/// - Parameters:
///   - path: of the input; nil and `-` are not replaced.
///   - name: what it is, such as `MODEL` or `--axes`.
/// - Throws: `ToolError` with the status `usage`.
package func checkKept(_ path: String?, _ name: String, output: String?) throws(ToolError) {
  guard let path, let output, path != "-", output != "-", isSameFile(path, output),
    isReplaced(output)
  else { return }
  throw ToolError(.usage, "-o", "\(output) is also \(name), which would be lost")
}
