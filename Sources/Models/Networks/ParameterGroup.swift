import Kernels

/// Parameters that training steps by the gradient, and whose gradients are made together.
package protocol ParameterGroup: AnyObject, Sendable {
  /// Under names within the group.
  var parameters: [Parameter] { get }
  /// Numbers of scratch memory that `gradients` needs.
  var scratchSize: Int { get }

  /// The gradients of all parameters.
  ///
  /// - Parameters:
  ///   - factors: what the batch left behind.
  ///   - results: one for each parameter, in its order.
  ///   - scratch: of at least `scratchSize` numbers.
  func gradients(
    _ factors: Trace.Factors, results: [ParameterStorage], scratch: Buffer, engine: Engine)
}

extension ParameterGroup {
  package var scratchSize: Int { 0 }
}

/// Parameters under the name of their group in the model.
package typealias NamedGroup = (name: String, group: any ParameterGroup)
