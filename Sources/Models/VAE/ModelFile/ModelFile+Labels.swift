import Datasets
import TensorIO

extension ModelFile {
  /// The classes of a frame's rows, by their names where the model has them; none where it is told none.
  ///
  /// - Parameter firstRow: the number of the frame's first row in its stream.
  /// - Throws: `VAEError`; `StreamError` where the tensors disagree in rows.
  package func labels(of frame: Frame, firstRow: Int) throws -> [Int32] {
    guard classes.range > 0 else { return [] }
    let columns = model.configuration.columns
    return try Labels.read(
      frame.withClasses(like: columns, firstRow: firstRow), firstRow: firstRow, classes: classes)
  }
}
