package dev.forja.micrometer;

import dev.forja.Hooks;
import dev.forja.Invoker;
import dev.forja.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Predicate;

/**
 * Times the calls of a model and of the modules in it.
 *
 * <pre>{@code
 * ModuleMetrics.of(model, "classifier").bindTo(registry);
 * }</pre>
 *
 * <table>
 *   <caption>The meters of each module; each has the tags {@code model}, {@code path} (empty for the
 *   model itself), {@code module} (its type) and {@code entry} (the name of the method)</caption>
 *   <tr><td>{@code forja.module.calls}</td><td>timer</td><td>the calls that returned, with those of
 *   the modules in it</td></tr>
 *   <tr><td>{@code forja.module.failures}</td><td>counter</td><td>the calls that threw</td></tr>
 * </table>
 *
 * <p>A module that is used under several paths has the first of them. Modules that are replaced
 * later are not heard. While something is bound, calls of these modules take the path with hooks;
 * where nothing is bound, and after {@link #close}, calls cost nothing more than without this
 * class.
 *
 * <p>Safe for use by many threads.
 */
public final class ModuleMetrics implements MeterBinder, AutoCloseable {
  private final Invoker model;
  private final String name;
  private final Predicate<String> paths;
  private final Bound bound = new Bound();

  private ModuleMetrics(Invoker model, String name, Predicate<String> paths) {
    this.model = model;
    this.name = name;
    this.paths = paths;
  }

  /** The metrics of a model and all modules in it; {@code name} is the tag {@code model}. */
  public static ModuleMetrics of(Invoker model, String name) {
    return new ModuleMetrics(model, name, _ -> true);
  }

  /**
   * These metrics, only of the modules whose paths are wanted. The path of the model itself is
   * empty; others are such as {@code encoder.layers.0}.
   */
  public ModuleMetrics withPaths(Predicate<String> wanted) {
    return new ModuleMetrics(model, name, wanted);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    model
        .namedModules()
        .forEach(
            (path, module) -> {
              if (paths.test(path)) {
                module.hooks().forEach(hooks -> bind(registry, path, module, hooks));
              }
            });
  }

  private void bind(MeterRegistry registry, String path, Invoker module, Hooks<?, ?, ?> hooks) {
    Tags tags =
        Tags.of(
            "model",
            name,
            "path",
            path,
            "module",
            module.typeName(),
            "entry",
            hooks.entry().name());
    Timer calls =
        Timer.builder("forja.module.calls")
            .description("Calls of a module that returned")
            .tags(tags)
            .register(registry);
    Counter failures =
        Counter.builder("forja.module.failures")
            .description("Calls of a module that threw")
            .tags(tags)
            .register(registry);
    bound.add(registry, calls, failures);
    bound.add(Timed.register(hooks, calls));
    bound.add(
        hooks.registerFinallyHook(
            (_, _, outcome) -> {
              if (outcome instanceof Outcome.Threw<?>) {
                failures.increment();
              }
            }));
  }

  /** Removes the hooks, and the meters from the registries that they were bound to. */
  @Override
  public void close() {
    bound.close();
  }
}
