import Datasets
import Tool

/// The error for `-c LABEL` where the model at `path` has not met that class.
package func unmet(_ label: Int, _ classes: ClassSet, _ path: String) -> ToolError {
  ToolError(
    .usage, "-c \(label)", "expected a class that \(path) was fitted to: \(classes.description)")
}
