/// What operators do on a board of one app that nobody answers for.
package enum Scenarios {
  /// The board file; its sources are at port 1 of the loopback, where nothing listens.
  package static let board = """
    board: Robot board
    night: 2025-11-12
    state: robot.db
    deadlines:
      report: {at: "09:00", title: Report, deliverables: [The report]}
    apps:
      ghost:
        gate: G
        url: http://127.0.0.1:1
        ruling: {is: HOLD, allows: none, scope: nobody}
        sources:
          health: {http: /health, every: 1s, signals: {p95: $.latency.p95_ms ms}}
        criteria:
          tos: {title: Terms of Service, approval: legal.tos, by: [Legal]}
        guardrails:
          p95: {title: P95 over 120 ms, breach: p95 > 120ms, for: 5m, then: abort, run: [touch, ran], run_timeout: 5s}

    """

  private static let filing =
    Operator("files a blocker with an owner").sees("ROBOT BOARD")
    .press("b").sees("FILE A BLOCKER").type("replay stalls").press("tab", "tab", "tab").type("queue").submit()
    .sees("saved B-1").seesNoMore("FILE A BLOCKER").sees("B-1 G replay stalls")

  package static let all: [Operator] = [
    filing,
    Operator("takes a blocker back that was filed by mistake").sees("ROBOT BOARD")
      .press("b").sees("FILE A BLOCKER").type("wrong board").press("tab", "tab", "tab").type("queue").submit()
      .sees("saved B-1").press("u").sees("Withdraw B-1?").sees("[ Cancel ]").sees("y undoes").press("y")
      .sees("resolved B-1").seesNoMore("G wrong board")
      .press("u").sees("Reopen B-1?").sees("y undoes").press("enter").seesNoMore("Reopen B-1?"),
    Operator("edits a blocker and takes the edit back").sees("ROBOT BOARD")
      .press("b").sees("FILE A BLOCKER").type("replay stalls").press("tab", "tab", "tab").type("queue").submit()
      .sees("saved B-1").press("E").sees("EDIT B-1").type(" at 11K").submit().sees("replay stalls at 11K")
      .press("u").sees("Edit B-1 back?").sees("y undoes").press("y").seesNoMore("G replay stalls at 11K").sees(
        "replay stalls"),
    Operator("rules, and goes back to the ruling before").sees("ROBOT BOARD")
      .press("r").sees("RULE ON ghost").press("ctrl-u").type("NO-GO").press("tab", "tab", "tab", "tab", "tab")
      .type("legal says no").submit().sees("Record NO-GO for ghost?").sees("y records").press("y")
      .sees("recorded NO-GO for ghost").sees("✖ NO-GO")
      .press("u").sees("Rule HOLD for ghost again?").sees("y undoes").press("y").sees("recorded HOLD for ghost"),
    Operator("signs and takes the signature back").sees("ROBOT BOARD")
      .press("p").sees("APPROVE").type("version 4").submit().sees("Sign legal.tos as Legal?")
      .sees("y signs").press("y").sees("signed legal.tos as Legal").sees("● 1/1")
      .press("u").sees("Withdraw legal.tos?").sees("y undoes").press("y").sees("withdrew legal.tos as Legal")
      .press("u").sees("it cannot be undone"),
    Operator("arms a hook and disarms it again").sees("ROBOT BOARD")
      .press("H").sees("ARM OR DISARM").submit().sees("Arm ghost.p95?").sees("y arms").press("y")
      .sees("armed ghost.p95").press("u").sees("Disarm ghost.p95?").sees("y undoes").press("y")
      .sees("disarmed ghost.p95"),
    Operator("mutes an app, which the header shows, and lets it sound again").sees("ROBOT BOARD")
      .press("m").sees("MUTE ALARMS").press("tab", "tab").type("known noise").submit().sees("MUTED 1")
      .sees("alarms muted until").press("u").sees("Let the alarms sound again?").sees("y undoes").press("y")
      .sees("alarms sound again").seesNoMore("MUTED 1"),
    Operator("leaves a form, and what was typed only after a question").sees("ROBOT BOARD")
      .press("b").sees("FILE A BLOCKER").type("half a thought").press("esc").sees("Leave and lose what was typed?")
      .press("enter").sees("half a thought").press("esc").sees("Leave and lose what was typed?").press("y")
      .seesNoMore("FILE A BLOCKER"),
    Operator("finds actions by their names").sees("ROBOT BOARD")
      .press(":").sees("COMMAND").type("snap").sees("snapshot").press("esc").seesNoMore("COMMAND")
      .press("?").sees("HELP").press("esc").seesNoMore("HELP").press("x").sees("WHY").press("esc").sees("GATE APP"),
  ]
}
