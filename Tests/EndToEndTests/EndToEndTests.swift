import Testing

/// The program itself: its own process, a real terminal (tmux), real servers, real SQLite files.
///
/// One after the other, because each needs the machine to itself to keep its times.
@Suite(.serialized) struct EndToEndTests {}
