import CTerminal

/// Ends the terminal's wait from any thread.
///
/// Calls are gathered: many before the next wait are one ``TerminalEvent/woken``, and only the first costs a system
/// call. After ``Terminal/close()`` it does nothing that anybody could see.
package struct Waker: Sendable {
  package func wake() { gb_wake() }
}
