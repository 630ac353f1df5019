import Testing
import ToolSandbox

/// What shells offer for the arguments of options.
@Suite struct CompletionTests {
  /// What bash would put in for the last word of a line, as it breaks words: at blanks, `=` and `:`.
  static func offers(_ line: String) throws -> [String] {
    let tool = line.prefix { $0 != " " }
    let ask = """
      source <(\(tool) --help=bash)
      COMP_LINE='\(line)' COMP_POINT=${#COMP_LINE}
      word=${COMP_LINE##*[[:blank:]=:]} before=${COMP_LINE%"$word"}
      _\(tool.replacing("-", with: "_")) \(tool) "$word" "$(awk '{ print $NF }' <<< "$before")" 2> /dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    return try Sandbox().run(ask).text.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    ("vae-fit --likelihood gau", ["gaussian", "gaussian:learned", "gaussian:pixel"]),
    ("vae-fit --likelihood=gau", ["gaussian", "gaussian:learned", "gaussian:pixel"]),
    ("vae-fit --likelihood gaussian:l", ["learned"]),
    ("vae-fit --likelihood=gaussian:l", ["learned"]),
    ("vae-fit --objective wae", ["wae-rbf:", "wae-imq:"]),
    ("vae-fit --objective tc", ["tc:"]),
    ("vae-fit --prior vam", ["vamp"]),
    ("vae-fit --optimizer ad", ["adam", "adamw"]),
    ("vae-fit --schedule s", ["step:"]),
    ("vae-fit --corrupt m", ["mask:"]),
    ("vae-fit --sparsity k", ["kl:"]),
    ("vae-fit --encoder c", ["conv"]),
    ("vae-fit --model cv", ["cvae"]),
    ("vae-fit -m cv", ["cvae"]),
    ("vae-fit --activation s", ["silu", "softplus"]),
    ("vae-fit --binarize ", ["static", "dynamic"]),
  ])
  func bashOffersTheWordsOfAValue(_ line: String, _ words: [String]) throws {
    let offered = try Self.offers(line)
    #expect(!offered.isEmpty && Set(words).isSubset(of: offered), "\(offered)")
    let typed = line.split { " =:".contains($0) }.last ?? ""
    #expect(line.hasSuffix(" ") || offered.allSatisfy { $0.hasPrefix(typed) }, "\(offered)")
  }

  /// A number cannot be guessed, and no file name stands for it.
  @Test(arguments: ["vae-fit --seed ", "vae-fit -z ", "latent-sample -n "])
  func nothingIsOfferedForANumber(_ line: String) throws {
    #expect(try Self.offers(line) == [])
  }

  /// All three shells offer the same words.
  @Test(
    arguments: ["zsh", "fish"],
    ["gaussian:learned", "wae-imq:", "vamp", "adamw", "cosine", "mask:", "kl:", "conv"])
  func otherShellsOfferThemToo(_ shell: String, _ word: String) throws {
    let text = try Sandbox().run("vae-fit --help=\(shell)").text.replacing("\\:", with: ":")
    #expect(text.split { " '();{}".contains($0) }.contains { $0 == word }, "\(word)")
  }
}
