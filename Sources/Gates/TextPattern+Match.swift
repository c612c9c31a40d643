extension TextPattern {
  /// One way through the pattern that still fits.
  private struct Way {
    var step: Int
    let begin: Int
    var open: Int?
    var close: Int?
  }

  /// The first group of the first match in a line; the whole match where the pattern has no group. Nil where nothing
  /// matches, or the group took no part.
  package func first(in line: String) -> String? {
    let signs = Array(line.unicodeScalars)
    guard let found = match(in: signs) else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: signs[found])
    return String(text)
  }

  private func match(in signs: [Unicode.Scalar]) -> Range<Int>? {
    var (ways, next, found): ([Way], [Way], Way?) = ([], [], nil)
    var end = 0
    // At which place each step was last reached: once is enough, by the way that is preferred.
    var reached = [Int](repeating: -1, count: steps.count)
    for place in 0...signs.count {
      if found == nil { add(Way(step: 0, begin: place), at: place, of: signs, to: &ways, &reached) }
      if ways.isEmpty {
        if found != nil { break }
        continue
      }
      for way in ways {
        if case .sign(let set) = steps[way.step] {
          guard place < signs.count, set.contains(signs[place]) else { continue }
          var way = way
          way.step += 1
          add(way, at: place + 1, of: signs, to: &next, &reached)
        } else {
          // The end; what is less preferred is no longer of interest.
          (found, end) = (way, place)
          break
        }
      }
      swap(&ways, &next)
      next.removeAll(keepingCapacity: true)
    }
    guard let found else { return nil }
    guard hasGroup else { return found.begin..<end }
    guard let open = found.open, let close = found.close else { return nil }
    return open..<close
  }

  /// Adds a way with all that it leads to without a sign, the preferred first.
  private func add(
    _ first: Way, at place: Int, of signs: [Unicode.Scalar], to ways: inout [Way], _ reached: inout [Int]
  ) {
    var waiting = [first]
    while var way = waiting.popLast() {
      guard reached[way.step] != place else { continue }
      reached[way.step] = place
      switch steps[way.step] {
      case .sign, .end:
        ways.append(way)
        continue
      case .jump(let target): way.step = target
      case .fork(let one, let other):
        var less = way
        less.step = other
        waiting.append(less)
        way.step = one
      case .open:
        way.step += 1
        (way.open, way.close) = (place, nil)
      case .close:
        way.step += 1
        way.close = place
      case .edge(let edge):
        guard holds(edge, at: place, of: signs) else { continue }
        way.step += 1
      }
      waiting.append(way)
    }
  }

  private func holds(_ edge: Edge, at place: Int, of signs: [Unicode.Scalar]) -> Bool {
    func isWord(_ index: Int) -> Bool { signs.indices.contains(index) && SignSet.words.contains(signs[index]) }
    return switch edge {
    case .lineBegin: place == 0
    case .lineEnd: place == signs.count
    case .word: isWord(place - 1) != isWord(place)
    case .noWord: isWord(place - 1) == isWord(place)
    }
  }
}
