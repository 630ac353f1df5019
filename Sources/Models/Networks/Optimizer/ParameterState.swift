import Kernels

/// What training keeps of one parameter beside its numbers: the optimiser's moments, and the gradient where it is
/// stored. All are in the order of the parameter.
struct ParameterState {
  let parameter: Parameter
  /// Nil where a step never stores it.
  let gradient: ParameterStorage?
  let first: ParameterStorage
  /// Nil where the optimiser remembers one number a parameter.
  let second: ParameterStorage?

  init(_ parameter: Parameter, storesGradient: Bool, hasSecondMoment: Bool) {
    self.parameter = parameter
    gradient = storesGradient ? parameter.storage.zeros() : nil
    first = parameter.storage.zeros()
    second = hasSecondMoment ? parameter.storage.zeros() : nil
  }

  /// What the optimiser remembers, to be kept and put back.
  var state: [StateEntry] {
    [first.entry("\(parameter.name).first")]
      + (second.map { [$0.entry("\(parameter.name).second")] } ?? [])
  }

  /// The loop of a step with the gradient that is stored.
  var loop: StepLoop.Parameters? {
    gradient.map {
      StepLoop.Parameters(
        values: parameter.storage.base, gradient: $0.base, first: first.base,
        second: second?.base, count: parameter.storage.size)
    }
  }
}
