extension Frame {
  /// What a frame without rows of data is, by its metadata, as a message calls it; nil for any other
  /// frame. A model, a prior and a set of axes are streams of one such frame.
  package var kind: String? {
    if self["@model"] != nil { return "model" }
    if self["@checkpoint"] != nil { return "checkpoint" }
    if self["@prior"] != nil { return "prior" }
    if self["@map"] != nil { return "set of axes" }
    return nil
  }
}
