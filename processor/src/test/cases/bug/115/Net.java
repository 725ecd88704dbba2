// ecj warned of the deprecated class in the annotation of its invoker, or not, as it came to them.
package bug;

import dev.forja.Forward;

@Deprecated
enum Net {
  ONE;

  @Forward int forward(int x) { return x; }
}
