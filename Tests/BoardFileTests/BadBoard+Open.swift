extension BadBoard {
  /// Quotes and brackets that are not closed: the message points at where they open.
  static let open: [BadBoard] = [
    BadBoard(
      "a quote that nothing closes", ["then: abort": "then: \"abort"],
      "night.yaml:41:15: expected a closing \" for the text that opens here, found the end of the file"),
    BadBoard(
      "a single quote that nothing closes", ["then: abort": "then: 'abort"],
      "night.yaml:41:15: expected a closing ' for the text that opens here, found the end of the file"),
    BadBoard(
      "a quote that a later text closes", [#"at: "22:00""#: #"at: "22:00"#],
      "night.yaml:6:9: expected a closing \" on this line, found the text to run on to line 11, column 45"),
    BadBoard(
      "a quote that ends a document",
      [
        "apps:": "---\napps:", "state: night.db": "state: \"night.db", #""22:00""#: "0",
        #"opens: "22:15", closes: "23:15""#: "opens: 0",
      ],
      "night.yaml:3:8: expected a closing \" for the text that opens here, found a line with '---' or '...'"),
    BadBoard(
      "a mapping left open", ["ruling: {is: HOLD, allows: none}": "ruling: {is: HOLD, allows: none"],
      "night.yaml:44:13: expected '}' to close the mapping that opens here, or ',' before line 45, column 13"),
    BadBoard(
      "a list left open at the end", ["gates: [A]}": "gates: [A"],
      "night.yaml:46:44: expected ']' to close the list that opens here, or ',' before the end of the file"),
    BadBoard(
      "a list closed as a mapping", ["owes: [mail]": "owes: [mail}"],
      "night.yaml:8:11: expected ']' to close the list that opens here, or ',' before line 8, column 16"),
    BadBoard(
      "a list without a comma", ["owes: [mail]": "owes: [\"mail\" \"web\"]"],
      "night.yaml:8:19: expected ',' or ']' in the list that opens in column 11"),
    BadBoard(
      "a list whose items begin with dashes", ["owes: [mail]": "owes: [\n      - mail\n      - web"],
      "night.yaml:8:11: expected ']' to close the list that opens here, or ',' before line 9, column 7"),
    BadBoard(
      "brackets in words, comments and blocks are not open",
      [
        "title: Report": "title: |\n      [a \"list\n    # [b \"list\n    deliverables: it's [c",
        "    owes:": "   owes:",
      ],
      "night.yaml:11:4: expected YAML: while parsing a block mapping did not find expected key"),
    BadBoard(
      "a control character", ["board: Night": "board: Night\u{7}"],
      "night.yaml:1:13: expected YAML text: control characters are not allowed"),
  ]
}
