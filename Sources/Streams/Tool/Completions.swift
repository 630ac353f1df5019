extension Command {
  /// Completes option names, listed words, and file names where nothing else fits.
  ///
  /// Bash breaks words at `=` and `:`, and replaces no more than what stands behind the last of them. So the
  /// option and its argument are read from the line, and what stands before is cut from each word offered.
  var bashCompletion: String {
    let cases = options.filter { !$0.words.isEmpty }.map { option in
      """
          \(names(option).joined(separator: "|")))
            words='\(option.words.joined(separator: " "))' ;;

      """
    }
    // An argument that is no file, but not one of a few words either: a number, most often.
    let others = options.filter { $0.words.isEmpty && $0.hasOtherArgument }.flatMap(names)
    let other = others.isEmpty ? "" : "    \(others.joined(separator: "|"))) words=' ' ;;\n"
    let all = (options.flatMap(names) + ["--help", "--version"]).joined(separator: " ")
    let offered = "mapfile -t COMPREPLY < <(compgen -W '\(all)' -- \"$word\")"
    guard !cases.isEmpty || !others.isEmpty else {
      return """
        # bash completion for \(name), made by \(name) --help=bash
        _\(identifier)() {
          local word=$2
          COMPREPLY=()
          [[ $word != -* ]] || \(offered)
        }
        complete -o default -F _\(identifier) \(name)

        """
    }
    return """
      # bash completion for \(name), made by \(name) --help=bash
      _\(identifier)() {
        local word=$2 option=$3 line=${COMP_LINE:0:COMP_POINT} words=
        if [[ $line ]]; then
          word=${line##*[[:blank:]]}
          read -r option <<< "${line%"$word"}"
          option=${option##*[[:blank:]]}
        fi
        if [[ $word == --*=* ]]; then
          option=${word%%=*} word=${word#*=}
        fi
        COMPREPLY=()
        case $option in
      \(cases.joined())\(other)    *)
            [[ $word != -* ]] || \(offered)
            return ;;
        esac
        compopt +o default 2> /dev/null
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
        [[ ${COMPREPLY[*]} != *: ]] || compopt -o nospace 2> /dev/null
        [[ $word != *:* ]] || COMPREPLY=("${COMPREPLY[@]#"${word%:*}":}")
      }
      complete -o default -F _\(identifier) \(name)

      """
  }

  var zshCompletion: String {
    let items = options.map { option -> String in
      let text = option.help.filter { !"[]:'".contains($0) }
      let argument = option.argumentName.map { name in
        "\(option.isOptional ? "::" : ":")\(option.words.isEmpty ? name : option.long):\(zshAction(option))"
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

  /// What completes the argument. No blank follows a word that a number must follow.
  private func zshAction(_ option: Option<Settings>) -> String {
    if option.takesFile { return "_files" }
    if option.takesFolder { return "_files -/" }
    if option.words.isEmpty { return "" }
    let unfinished = option.words.filter { $0.hasSuffix(":") }
    if unfinished.isEmpty { return "(\(option.words.map(zshWord).joined(separator: " ")))" }
    let finished = option.words.filter { !$0.hasSuffix(":") }
    return "{compadd -- \(finished.map(zshWord).joined(separator: " "));"
      + " compadd -S \"\" -- \(unfinished.map(zshWord).joined(separator: " "))}"
  }

  /// A colon would end the action.
  private func zshWord(_ word: String) -> String { word.replacing(":", with: "\\:") }

  var fishCompletion: String {
    let lines = options.map { option -> String in
      let short = option.short.map { " -s \($0)" } ?? ""
      let words =
        option.words.isEmpty ? "" : " -a '\(option.words.joined(separator: " "))'"
      let help = option.help.map { $0 == "'" ? "\\'" : String($0) }.joined()
      let argument =
        option.argument == nil || option.isOptional
        ? ""
        : option.takesFile
          ? " -r -F"
          : option.takesFolder ? " -x -a '(__fish_complete_directories)'" : " -x\(words)"
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
