/// Stops the process where the matrices of a call do not fit each other: a mistake of the caller.
///
/// The vector code is compiled without checks, where a `precondition` is taken for granted. This one is
/// compiled elsewhere, and holds.
@inline(never)
package func checkShape(
  _ fits: Bool, _ message: StaticString = "the shapes of a kernel's matrices differ"
) {
  precondition(fits, String(describing: message))
}
