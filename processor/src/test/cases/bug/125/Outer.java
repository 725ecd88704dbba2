// An annotation that only the model can name was repeated in its invoker.
package bug;

import dev.forja.Forward;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.util.List;

class Outer {
  @Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
  private @interface Nullable {}

  @Target(ElementType.TYPE_USE)
  @interface NonNull {
    String why();
  }

  static class Net<T extends @Nullable Object> {
  final @Nullable T held;

  Net(@Nullable T held, List<@NonNull(why = "it is") String> names) throws @Nullable Exception {
    this.held = held;
  }

  @Forward
  <U extends @Nullable Comparable<@Nullable String>> List<@Nullable String> forward(
      @Nullable Net<@Nullable T> this, @Outer.Nullable String @Nullable [] x, @Nullable U y)
      throws @Nullable Exception {
    return List.of(x);
  }

  }

  static List<String> use(String x) throws Exception {
    return Outer_NetInvoker.<Integer>of(1, List.of()).<String>call(new String[] {x}, x);
  }
}
