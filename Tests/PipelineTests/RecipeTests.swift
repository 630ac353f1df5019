import Foundation
import Testing
import ToolSandbox

/// `formats/recipes.md` as a newcomer types it, with the programs of Debian that are installed;
/// `pipelines/neighbours/recipes.sh` runs it with all of them.
@Suite struct RecipeTests {
  @Test(arguments: Recipe.page.recipes)
  func linesOfThePage(_ recipe: Recipe) throws {
    let box = try Sandbox()
    let missing = try recipe.missing(in: box)
    guard missing.isEmpty else {
      // A case that is cancelled is not in the log.
      Issue.record("skipped, not installed: \(missing.joined(separator: ", "))", severity: .warning)
      return
    }
    for (name, text) in recipe.files { try box.write(name, Array(text.utf8)) }
    let setup = try box.run(
      """
      ln -s \(Workshop.fixture)/images.gz train.gz; ln -s train.gz test.gz
      ln -s \(Workshop.fixture)/labels.gz train-labels.gz; ln -s train-labels.gz test-labels.gz
      """)
    #expect(setup == .success())
    let formats = Checkout.root.appending(path: "formats").path
    let outcome = try box.run(
      recipe.script(after: Recipe.page.start),
      environment: ["PYTHONPATH": formats, "PYTHONDONTWRITEBYTECODE": "1"])
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.errors)")
  }

  /// A recipe without a check could make anything, one without needs would fail where its program is not installed.
  @Test func everyRecipeSaysWhatItNeedsAndIsChecked() {
    #expect(Recipe.page.start.blocks.count == 1)
    #expect(Recipe.page.recipes.count == 9)
    for recipe in Recipe.page.recipes {
      #expect(!recipe.needs.isEmpty && !recipe.blocks.isEmpty && !recipe.checks.isEmpty)
    }
  }
}
