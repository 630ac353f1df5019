import InstructionSets
import Kernels
import Networks
import TensorIO
import TensorTool
import Tool

/// Runs `body`; what it throws about data or models becomes an error of the file `name`, status 65.
///
/// - Parameter frame: the number of the frame at hand, where there are several.
package func blaming<Result>(_ name: String, frame: Int? = nil, _ body: () throws -> Result) throws
  -> Result
{
  do {
    return try body()
  } catch let error as VAEError {
    throw ToolError(.badData, name, place(frame) + error.description)
  } catch let error as StreamError {
    let located = ToolError(error, file: name)
    throw ToolError(located.status, name, place(frame) + located.message)
  }
}

private func place(_ frame: Int?) -> String { frame.map { "frame \($0): " } ?? "" }

/// The kernels of this machine on as many threads as asked for, or as the process may use.
///
/// - Throws: `ToolError` with the status `usage` for a wrong `VAE_ISA` or number of threads, and
///   `internalError` on a processor that is too old.
package func makeEngine(threads: Int?) throws(ToolError) -> Engine {
  let threads = try threadCount(requested: threads)
  do {
    return try Engine(threads: threads)
  } catch {
    if case .tooOld = error { throw ToolError(.internalError, nil, error.description) }
    throw ToolError(.usage, nil, error.description)
  }
}
