package makers;

import dev.forja.Forward;
import java.util.List;

/** A model of its own. It has more to say. */
public class Documented {
  /**
   * Makes it so, see {@link Copies}.
   *
   * @param size how large
   * @deprecated there is a better one
   */
  @Deprecated
  public Documented(int size) {}

  public Documented(String... names) {}

  @SafeVarargs
  protected Documented(int first, List<String>... names) {}

  @Forward
  void forward() {}
}
