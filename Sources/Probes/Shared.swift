/// A value in one place, for several that would each keep a copy: ten thousand probes keep what they are asked to do.
final class Shared<Value: Sendable>: Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
