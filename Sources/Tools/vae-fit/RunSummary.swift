import Tool
import Training
import VAE

/// What a run has done, in one line: `10 epochs in 42 s: loss 104.21, validation 105.30`.
struct RunSummary: CustomStringConvertible {
  /// Those that this run has made, not that which it goes on from.
  let epochs: ClosedRange<Int>
  let duration: Duration
  /// Of the last epoch.
  let record: TrainingRecord
  /// The model that early stopping keeps.
  let best: EarlyStopping.Best?

  var description: String {
    let (first, last) = (epochs.lowerBound, epochs.upperBound)
    let name = epochs.count == 1 ? "epoch" : "epochs"
    let made =
      first == 1 ? "\(last) \(name)" : "\(name) \(first)" + (first == last ? "" : " to \(last)")
    var losses: [String] = []
    if let figures = record.figures { losses.append("loss \(fixedPoint(figures.loss, 2))") }
    if let validation = record.validation {
      losses.append("validation \(fixedPoint(validation.loss, 2))")
    }
    let kept = best.map { "; kept epoch \($0.epoch), validation \(fixedPoint($0.loss, 2))" } ?? ""
    return "\(made) in \(time): \(losses.joined(separator: ", "))\(kept)"
  }

  private var time: String {
    let seconds = duration / .seconds(1)
    if seconds < 60 { return "\(fixedPoint(seconds, seconds < 10 ? 1 : 0)) s" }
    let whole = duration.components.seconds
    return whole < 3600
      ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole / 60 % 60) min"
  }
}
