package dev.forja;

import dev.forja.spi.CallWrapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wrappings of one call, one for each {@code CallWrapper}; the first is the outermost. */
final class Wrappings {
  static final Wrappings NONE = new Wrappings(List.of());

  private final List<CallWrapper.Wrapping> wrappings;

  private Wrappings(List<CallWrapper.Wrapping> wrappings) {
    this.wrappings = wrappings;
  }

  static Wrappings begin(Invoker self, Entry<?, ?, ?> entry, Registration[] hooks) {
    if (hooks.length == 0) {
      return NONE;
    }
    Map<CallWrapper<Object>, List<Object>> byWrapper = new LinkedHashMap<>();
    for (Registration hook : hooks) {
      byWrapper.computeIfAbsent(hook.wrapper(), _ -> new ArrayList<>()).add(hook.hook());
    }
    List<CallWrapper.Wrapping> begun = new ArrayList<>();
    byWrapper.forEach((wrapper, served) -> begun.add(wrapper.begin(self, entry, served)));
    return new Wrappings(begun);
  }

  CallArgs args(CallArgs given) {
    CallArgs args = given;
    for (CallWrapper.Wrapping wrapping : wrappings) {
      args = wrapping.args(args);
    }
    return args;
  }

  @Nullable Object result(@Nullable Object given) {
    Object result = given;
    for (CallWrapper.Wrapping wrapping : wrappings.reversed()) {
      result = wrapping.result(result);
    }
    return result;
  }
}
