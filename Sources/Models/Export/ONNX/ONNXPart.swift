/// A part of a model that becomes a graph.
package enum ONNXPart: String, CaseIterable, Sendable {
  case encoder
  case decoder
  case scorer
}
