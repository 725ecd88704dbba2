package docs;

import dev.forja.Forward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * It is {@code a. b} of {@link List#of(Object, Object) some
 * <b>things</b>}, <em>never. mind</em>. Not this.
 *
 * @param <T> a type
 */
public class Tagged<T> {
  /** How much. */
  public static final int FACTOR = 2;

  /**
   * Makes {@value #FACTOR} of {@link #forward}, {@link Tagged}, {@literal <b>@}, &copy; &amp; 1
   * &lt; 2.
   *
   * <pre>{@code
   * @Override
   * int x = 1;
   * }</pre>
   *
   * {@snippet :
   * void run() { // @highlight substring="run"
   *   if (true) {
   *   }
   * }
   * }
   *
   * <ul>
   *   <li>one
   *   <li>two
   * </ul>
   *
   * @param size how many
   * @param <U> another
   * @param one of them, {@code @Nullable}
   * @throws IOException if it fails
   * @throws UncheckedIOException if that fails
   * @throws IllegalStateException at times
   * @see <a href="https://example.org">there</a>
   * @since 1
   * @deprecated use {@link #Tagged(String)}
   */
  @Deprecated
  public <U> Tagged(int size, U one) throws IOException {}

  /**
   * {@summary One of a text.}
   *
   * @param text the text
   */
  public Tagged(String text) {}

  /** Makes one. */
  public Tagged() {}

  /**
   * Doubles.
   *
   * @param x a number
   * @param t a thing
   * @return its double
   */
  @Forward
  int forward(int x, T t) {
    return x * FACTOR;
  }
}
