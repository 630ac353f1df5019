import TensorIO
import Words

extension ElementType {
  /// That data are of another type than u8 or f32, and what rounds those of double precision.
  package var notThatOfData: String {
    "\(name), expected u8 or f32"
      + (self == .f64 ? ": npy2t --f32 and tsv2t --type f32 round such numbers" : "")
  }

  /// That examples are of another type than these.
  func notThat(of types: [ElementType]) -> String {
    guard types == [.u8, .f32] else {
      return "\(name), expected \(alternatives(types.map(\.name)))"
    }
    return notThatOfData + (self == .f64 ? ", vae-fit --scaler takes them as they are" : "")
  }
}
