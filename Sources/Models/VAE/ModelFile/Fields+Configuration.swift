import Networks

extension Fields {
  /// The numbers in z.
  func latent() throws -> Int { try integer("@latent", 1...Configuration.greatestWidth) }

  /// Checks the declared sizes against the parameters that came, before any memory is asked for.
  func checkParameters(_ configuration: Configuration) throws {
    // Rows are no longer than a matrix that is checked here; they are looked at when they are read.
    for parameter in configuration.parameterPlans where parameter.shape.count > 1 {
      try check(parameter.name, parameter.shape)
    }
  }
}
