package dev.forja.models.jinja;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A template as Hugging Face's library sets Jinja up for chats: {@code trim_blocks}, {@code
 * lstrip_blocks}, loop controls, {@code raise_exception}, {@code strftime_now}, and {@code tojson}
 * without escapes for pages. Immutable, and safe for use by many threads.
 */
public final class JinjaTemplate {
  private static final long MOST_IN_RANGE = 100_000;

  private final Statement body;

  private JinjaTemplate(Statement body) {
    this.body = body;
  }

  /**
   * Reads a template.
   *
   * @throws JinjaException if it is wrong; the message has the line
   */
  public static JinjaTemplate of(String template) {
    return new JinjaTemplate(StatementParser.parse(template));
  }

  /**
   * Writes the template.
   *
   * @param variables strings, numbers, booleans, null, and lists and maps of them
   * @param clock the time that the template may ask for
   * @throws JinjaException if the template raises one, or does what is not possible
   */
  public String render(
      Map<String, ? extends @Nullable Object> variables, Supplier<ZonedDateTime> clock) {
    Scope global = new Scope(null);
    global.set("range", (Callable) JinjaTemplate::range);
    global.set("dict", (Callable) JinjaTemplate::dict);
    global.set("namespace", (Callable) JinjaTemplate::namespace);
    global.set("cycler", (Callable) JinjaTemplate::cycler);
    global.set("joiner", (Callable) JinjaTemplate::joiner);
    global.set(
        "raise_exception",
        (Callable)
            given -> {
              throw new JinjaException(Values.text(given.get(0, "message")));
            });
    global.set(
        "strftime_now", (Callable) given -> Dates.format(given.text(0, "format"), clock.get()));
    Scope scope = new Scope(global);
    variables.forEach((name, value) -> scope.set(name, Values.from(value)));
    StringBuilder out = new StringBuilder();
    try {
      var _ = body.run(scope, out);
    } catch (StackOverflowError _) {
      throw new JinjaException("macros or loops call themselves without end");
    }
    return out.toString();
  }

  private static Object range(Arguments given) {
    boolean both = given.placed().size() > 1;
    long from = both ? given.integer(0, "start", 0) : 0;
    long to = given.integer(both ? 1 : 0, "stop", 0);
    long step = given.integer(2, "step", 1);
    if (step == 0) {
      throw new JinjaException("range: the step is 0");
    }
    List<Object> all = new ArrayList<>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      if (all.size() == MOST_IN_RANGE) {
        throw new JinjaException("range: there are more than %d numbers".formatted(MOST_IN_RANGE));
      }
      all.add(i);
    }
    return all;
  }

  private static Object dict(Arguments given) {
    Map<Object, Object> map = new LinkedHashMap<>();
    fill(given, map);
    return map;
  }

  private static void fill(Arguments given, Map<Object, Object> map) {
    if (!given.placed().isEmpty()) {
      if (given.placed().getFirst() instanceof Map<?, ?> first) {
        map.putAll(first);
      } else {
        for (Object pair : Values.elements(given.placed().getFirst())) {
          map.put(Access.item(pair, 0L), Access.item(pair, 1L));
        }
      }
    }
    map.putAll(given.named());
  }

  private static Object namespace(Arguments given) {
    Access.Namespace namespace = new Access.Namespace();
    Map<Object, Object> values = new LinkedHashMap<>();
    fill(given, values);
    values.forEach((name, value) -> namespace.values.put(Values.text(name), value));
    return namespace;
  }

  private static Object cycler(Arguments given) {
    List<Object> all = given.placed();
    int[] at = {0};
    Callable next = _ -> all.get(at[0]++ % all.size());
    Callable reset =
        _ -> {
          at[0] = 0;
          return Values.NONE;
        };
    return (Access.Attributes)
        name ->
            switch (name) {
              case "next" -> next;
              case "reset" -> reset;
              case "current" -> all.get(at[0] % all.size());
              default -> null;
            };
  }

  private static Object joiner(Arguments given) {
    Object separator = given.get(0, "sep", ", ");
    boolean[] used = {false};
    return (Callable)
        _ -> {
          boolean first = !used[0];
          used[0] = true;
          return first ? "" : separator;
        };
  }
}
