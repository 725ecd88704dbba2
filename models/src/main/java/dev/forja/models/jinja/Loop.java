package dev.forja.models.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}. */
final class Loop implements Access.Attributes {
  private final List<Object> elements;
  private final int depth;
  private final @Nullable Callable again;
  int index;
  private @Nullable List<Object> changed;

  Loop(List<Object> elements, int depth, @Nullable Callable again) {
    this.elements = elements;
    this.depth = depth;
    this.again = again;
  }

  int depth() {
    return depth;
  }

  @Nullable Callable again() {
    return again;
  }

  @Override
  public @Nullable Object attribute(String name) {
    int size = elements.size();
    return switch (name) {
      case "index" -> index + 1L;
      case "index0" -> (long) index;
      case "revindex" -> (long) size - index;
      case "revindex0" -> size - index - 1L;
      case "first" -> index == 0;
      case "last" -> index == size - 1;
      case "length" -> (long) size;
      case "depth" -> depth + 1L;
      case "depth0" -> (long) depth;
      case "previtem" ->
          index > 0 ? elements.get(index - 1) : new Undefined("there is no previous item");
      case "nextitem" ->
          index + 1 < size ? elements.get(index + 1) : new Undefined("there is no next item");
      case "cycle" ->
          (Callable)
              given -> {
                if (given.placed().isEmpty()) {
                  throw new JinjaException("loop.cycle: there is nothing to choose from");
                }
                return given.placed().get(index % given.placed().size());
              };
      case "changed" ->
          (Callable)
              given -> {
                List<Object> now = given.placed();
                boolean other = changed == null || !Values.equal(changed, now);
                changed = now;
                return other;
              };
      default -> null;
    };
  }
}
