/// What a field is as a number.
enum NumberField {
  case number(Double)
  /// A number with separators between its thousands.
  case thousands
  /// A whole number of more digits than a 64-bit float holds.
  case tooLong
  /// A number beyond the 64-bit floats.
  case tooLarge
  /// A number whose mark for the fraction is not that of the numbers before.
  case otherMark
  case text
}
