extension Command {
  /// Completes option names, listed words, and file names where nothing else fits.
  var bashCompletion: String {
    let cases = options.filter { !$0.choices.isEmpty }.map { option in
      """
          \(names(option).joined(separator: "|")))
            mapfile -t COMPREPLY < <(compgen -W '\(option.choices.joined(separator: " "))' -- "$2")
            return ;;

      """
    }
    let words = (options.flatMap(names) + ["--help", "--version"]).joined(separator: " ")
    return """
      # bash completion for \(name), made by \(name) --help=bash
      _\(identifier)() {
        COMPREPLY=()
        case $3 in
      \(cases.joined())    *) ;;
        esac
        if [[ $2 == -* ]]; then
          mapfile -t COMPREPLY < <(compgen -W '\(words)' -- "$2")
        fi
      }
      complete -o default -F _\(identifier) \(name)

      """
  }

  var zshCompletion: String {
    let items = options.map { option -> String in
      let text = option.help.filter { !"[]:'".contains($0) }
      let action =
        option.takesFile
        ? "_files"
        : option.takesFolder
          ? "_files -/" : option.choices.isEmpty ? "" : "(\(option.choices.joined(separator: " ")))"
      let argument = option.argumentName.map { name in
        "\(option.isOptional ? "::" : ":")\(option.choices.isEmpty ? name : option.long):\(action)"
      }
      let joint = option.argument == nil ? "" : option.isOptional ? "=-" : "="
      let long = "--\(option.long)\(joint)"
      guard let short = option.short else { return "'\(long)[\(text)]\(argument ?? "")'" }
      let short1 = "-\(short)\(option.argument == nil ? "" : "+")"
      return "'(-\(short) --\(option.long))'{\(short1),\(long)}'[\(text)]\(argument ?? "")'"
    }
    let all =
      items + ["'--help[show a summary]'", "'--version[show the version]'", "'*:file:_files'"]
    return """
      #compdef \(name)
      # made by \(name) --help=zsh
      _arguments -s -S \\
        \(all.joined(separator: " \\\n  "))

      """
  }

  var fishCompletion: String {
    let lines = options.map { option -> String in
      let short = option.short.map { " -s \($0)" } ?? ""
      let choices =
        option.choices.isEmpty ? "" : " -a '\(option.choices.joined(separator: " "))'"
      let help = option.help.map { $0 == "'" ? "\\'" : String($0) }.joined()
      let argument =
        option.argument == nil || option.isOptional
        ? ""
        : option.takesFile
          ? " -r -F"
          : option.takesFolder ? " -x -a '(__fish_complete_directories)'" : " -x\(choices)"
      return "complete -c \(name)\(short) -l \(option.long)\(argument) -d '\(help)'"
    }
    let last = [
      "complete -c \(name) -l help -d 'show a summary'",
      "complete -c \(name) -l version -d 'show the version'",
    ]
    return (["# made by \(name) --help=fish"] + lines + last).joined(separator: "\n") + "\n"
  }

  private func names(_ option: Option<Settings>) -> [String] {
    (option.short.map { ["-\($0)"] } ?? []) + ["--\(option.long)"]
  }

  /// The name as a shell function may have it.
  private var identifier: String { name.map { $0 == "-" ? "_" : String($0) }.joined() }
}
