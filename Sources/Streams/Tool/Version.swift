/// The version of all tools of the package, as `--version` prints it and as models record it.
package let version = "0.1.0"
