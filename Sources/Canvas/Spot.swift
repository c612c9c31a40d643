/// What stands in an area of a picture, for whoever points at it.
///
/// Where things stand is known while they are drawn and nowhere else; so the picture keeps it.
package struct Spot: Hashable, Sendable {
  package let area: Area
  /// Which list it belongs to, by a number that the caller gave it.
  package let list: Int
  /// Which of its rows it is.
  package let row: Int
}
