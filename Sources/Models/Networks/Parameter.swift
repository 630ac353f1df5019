/// Numbers that a model learns: their name and shape in the model file, and their memory. Model file, restore and
/// optimiser go over lists of these.
package struct Parameter: Sendable {
  package let plan: ParameterPlan
  package let storage: ParameterStorage

  package init(_ plan: ParameterPlan, _ storage: ParameterStorage) {
    (self.plan, self.storage) = (plan, storage)
  }

  /// A row of numbers.
  package init(_ name: String, _ values: ParameterStorage) {
    self.init(ParameterPlan(name, [values.count]), values)
  }

  package var name: String { plan.name }

  /// In the order of the model file.
  package var values: [Float] {
    get { storage.values }
    nonmutating set { storage.values = newValue }
  }

  /// The same under a longer name.
  package func within(_ part: String) -> Parameter { Parameter(plan.within(part), storage) }
}

extension [Parameter] {
  /// The same under longer names.
  package func within(_ part: String) -> [Parameter] { map { $0.within(part) } }
}
