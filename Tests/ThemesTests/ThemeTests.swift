import Canvas
import StrictYAML
import Testing
import Themes

@Suite struct ThemeTests {
  /// Source: WCAG 2.2, "relative luminance".
  private func luminance(_ colour: RGB) -> Double {
    func linear(_ byte: UInt8) -> Double {
      let share = Double(byte) / 255
      if share <= 0.04045 { return share / 12.92 }
      // x^2.4 by x^2 and the fifth root of x^2, so that no library is needed.
      let base = (share + 0.055) / 1.055
      var root = 1.0
      for _ in 0..<60 { root -= (root * root * root * root * root - base * base) / (5 * root * root * root * root) }
      return base * base * root
    }
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
  }

  private func contrast(_ one: RGB, _ other: RGB) -> Double {
    let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
  }

  @Test(arguments: Themes.builtIn)
  func `every ink for text reads on every ground`(name: String) throws {
    let theme = try Themes.named(name)
    for (ink, colour) in theme.inks where ink != .frame {
      for (ground, under) in theme.grounds {
        #expect(contrast(colour, under) >= 4.5, "\(name): \(ink) on \(ground)")
      }
    }
  }

  @Test func `a theme that is not there or not whole is said with its place`() {
    #expect(throws: Problems.self) { try Themes.named("midnigth") }
    do throws(Problems) {
      _ = try Themes.named("midnigth")
    } catch { #expect("\(error)".contains("did you mean 'midnight'?")) }
    let text = "theme: t\ninks: {text: red, txt: \"#000000\"}\n"
    do throws(Problems) {
      _ = try Themes.parse(Array(text.utf8), file: "t.yaml")
    } catch {
      #expect("\(error)".contains("t.yaml:2:14: expected a colour such as \"#1a2b3c\", found 'red'"))
      #expect("\(error)".contains("found 'txt'; did you mean 'text'?"))
      #expect("\(error)".contains("expected a theme to have 'grounds'; add it"))
    }
  }
}
