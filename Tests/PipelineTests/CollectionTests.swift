import Foundation
import Testing
import ToolSandbox

/// `collection.sh`: one page for every model that `vae-fit` knows.
@Suite struct CollectionTests {
  private static let script = "\(Workshop.pipelines)/collection.sh"

  /// The first words of the figures' lines, without the head.
  private func models(_ box: Sandbox) throws -> [String] {
    String(decoding: try box.read("out/figures.tsv"), as: UTF8.self).split(separator: "\n")
      .dropFirst().map { String($0.prefix { $0 != "\t" }) }
  }

  /// Every model of the list has a line of figures, a file and a sheet of 4 lines of 12 images.
  @Test func everyModelOfTheList() throws {
    let box = try Workshop.open()
    let run = try box.run(
      """
      mnist2t -n 90 train-images.gz train-labels.gz > data.t
      \(Self.script) data.t out -e 1 --hidden 8
      """)
    #expect(run == .success())
    let listed = try box.run(
      "vae-fit --list | awk '/^[^ ]/ { on = /^Models/ } on && /^  [^ ]/ { print $1 }'"
    ).text.split(separator: "\n").map(String.init)
    #expect(listed.count >= 18)
    #expect(try models(box) == listed)
    for name in listed { #expect(try box.frames("out/\(name).t").count == 1) }
    let page = String(decoding: try box.read("out/index.html"), as: UTF8.self)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    #expect(!page.contains("://") && !page.contains("class=\"missing\""))
    let pictures = page.split(separator: "base64,").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(pictures.count == listed.count)
    let picture = try #require(pictures.last.flatMap { Data(base64Encoded: String($0)) })
    try box.write("sheet.png", [UInt8](picture))
    // 12 × 28 pixels with 11 gaps, and 4 × 28 with 3; all twice as large.
    #expect(try box.run("pngtopnm sheet.png | pamfile").text.contains("694 by 230"))
  }

  /// What the options contradict fails, and is named; the others are there all the same.
  @Test func modelsThatFailAreNamed() throws {
    let box = try Workshop.open()
    let run = try box.run(
      "mnist2t -n 60 train.gz > d; \(Self.script) d out -e 1 --hidden 8 --sparsity l1:1")
    #expect(run.status == 1)
    let reason = "--sparsity: acts on the codes of an autoencoder: add --bottleneck none"
    #expect(run.errors.hasPrefix("collection.sh: vae: vae-fit: \(reason)"))
    #expect(try models(box) == ["ae", "sae", "dae"])
    let page = String(decoding: try box.read("out/index.html"), as: UTF8.self)
    #expect(page.contains("<p class=\"missing\">Left out: vae-fit: \(reason).</p>"))
  }

  /// Data that are not there, and too few of them, end it before anything is fitted.
  @Test func dataThatCannotBeUsed() throws {
    let box = try Workshop.open()
    #expect(
      try box.run("\(Self.script) none.t out")
        == .failure(66, "collection.sh: none.t: cannot open"))
    #expect(
      try box.run("mnist2t -n 11 train.gz > few.t; \(Self.script) few.t out")
        == .failure(65, "collection.sh: few.t: 11 rows, expected at least 12"))
  }

  /// Without labels nothing can be told the class, which is no failure.
  @Test func labelsAreNotRequired() throws {
    let box = try Workshop.open()
    let run = try box.run(
      """
      mnist2t -n 60 train.gz > data.t
      printf '#!/bin/sh\\ncase "$*" in --list) echo Models; echo "  vae  a"; echo "  cvae  b";;
        *) exec %s/vae-fit "$@";; esac\\n' '\(Checkout.binaries.path)' > vae-fit
      chmod +x vae-fit
      PATH=$PWD:$PATH \(Self.script) data.t out -e 1 --hidden 8
      """)
    #expect(run == .success())
    #expect(try models(box) == ["vae"])
    let page = String(decoding: try box.read("out/index.html"), as: UTF8.self)
    #expect(page.contains("Left out: the data have no labels.</p>"))
  }
}
