import TestClock
import WarRoom

extension StillClock: WarClock {
  package var realSecond: Duration { .seconds(1) }
}
