import TensorIO

extension ElementType {
  /// That data are of another type than u8 or f32, and what rounds those of double precision.
  package var notThatOfData: String {
    "\(name), expected u8 or f32"
      + (self == .f64 ? ": npy2t --f32 and tsv2t --type f32 round such numbers" : "")
  }
}
