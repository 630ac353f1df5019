import TensorIO
import Words

extension ElementType {
  /// That data are of another type than u8 or f32, and what makes them so.
  package var notThatOfData: String { "\(name), expected u8 or f32\(cure)" }

  private var cure: String {
    switch self {
    case .f64: ": npy2t --f32 and tsv2t --type f32 round such numbers"
    case .i32, .i64: ": astype('float32') before numpy.save and tsv2t --type f32 make them so"
    case .u8, .f32, .utf8: ""
    }
  }

  /// That examples are of another type than these.
  func notThat(of types: [ElementType]) -> String {
    guard types == [.u8, .f32] else {
      return "\(name), expected \(alternatives(types.map(\.name)))"
    }
    return notThatOfData + (self == .f64 ? ", vae-fit --scaler takes them as they are" : "")
  }
}
