import Kernels
import TensorIO
import TensorTool
import Tool
import VAE

/// Runs `body`; what it throws about data or models becomes an error of the file `name`, status 65.
///
/// - Parameter frame: the number of the frame at hand, where there are several.
package func blaming<Result>(_ name: String, frame: Int? = nil, _ body: () throws -> Result) throws
  -> Result
{
  do {
    return try body()
  } catch let error as VAEError {
    let place = frame.map { "frame \($0): " } ?? ""
    throw ToolError(.badData, name, place + error.description)
  } catch let error as StreamError {
    throw ToolError(error, file: name)
  }
}

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
