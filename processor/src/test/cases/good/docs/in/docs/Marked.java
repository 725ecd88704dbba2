package docs;

import dev.forja.Forward;

/// Doubles, as in `a. b */ c` and a `List<T>`, where *x < y && z*. The second sentence is not here.
///
/// ```java
/// int x = 1; /* a comment */
/// ```
public class Marked {
  /// How much.
  public static final int FACTOR = 2;

  /// Makes **one** of `{{` braces and a */ star, as [the other][Marked#Marked(String)] and
  /// [Marked] do; see [here](https://example.org/a_b).
  ///
  /// - a point
  /// - another, \u0041
  ///
  ///     indented code &foo;
  ///
  /// @param size how many, `{@code x}` of them
  /// @throws IllegalArgumentException if `size < 0`
  /// @see String
  public Marked(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("negative");
    }
  }

  /// One of a text.
  ///
  /// @param text the text
  public Marked(String text) {}

  /// Doubles.
  ///
  /// @param x a number
  /// @return its double
  @SuppressWarnings("forja:ForwardPublic")
  @Forward(invoker = "MarkedNet")
  public int forward(int x) {
    return x * FACTOR;
  }
}
