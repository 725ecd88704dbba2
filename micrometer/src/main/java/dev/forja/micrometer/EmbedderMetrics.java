package dev.forja.micrometer;

import dev.forja.models.TextEmbedder;
import dev.forja.models.encoder.SentenceEncoder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Counts and times what an embedder embeds, whoever calls it: also the embedders that are made of
 * it by {@code with...}, and the models of langchain4j and of Spring AI on it.
 *
 * <pre>{@code
 * EmbedderMetrics.of(embedder, "bge-small-en-v1.5").bindTo(registry);
 * }</pre>
 *
 * <table>
 *   <caption>The meters; each has the tag {@code model}</caption>
 *   <tr><td>{@code forja.embedding.batches}</td><td>timer</td><td>the batches that texts are
 *   embedded in, without the time of the tokenizer</td></tr>
 *   <tr><td>{@code forja.embedding.texts}</td><td>counter</td><td>the texts</td></tr>
 *   <tr><td>{@code forja.embedding.tokens}</td><td>counter</td><td>their tokens</td></tr>
 * </table>
 *
 * <p>Where nothing is bound, and after {@link #close}, calls cost nothing more than without this
 * class.
 *
 * <p>Safe for use by many threads.
 */
public final class EmbedderMetrics implements MeterBinder, AutoCloseable {
  private final SentenceEncoder model;
  private final String name;
  private final Bound bound = new Bound();

  private EmbedderMetrics(SentenceEncoder model, String name) {
    this.model = model;
    this.name = name;
  }

  /** The metrics of an embedder; {@code name} is the tag {@code model}. */
  public static EmbedderMetrics of(TextEmbedder embedder, String name) {
    return new EmbedderMetrics(embedder.model(), name);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Tags tags = Tags.of("model", name);
    Timer batches =
        Timer.builder("forja.embedding.batches")
            .description("Batches of texts that were embedded")
            .tags(tags)
            .register(registry);
    Counter texts =
        Counter.builder("forja.embedding.texts")
            .description("Texts that were embedded")
            .tags(tags)
            .register(registry);
    Counter tokens =
        Counter.builder("forja.embedding.tokens")
            .description("Tokens of the texts that were embedded")
            .baseUnit("tokens")
            .tags(tags)
            .register(registry);
    bound.add(registry, batches, texts, tokens);
    bound.add(Timed.register(model.callHooks(), batches));
    bound.add(
        model
            .callHooks()
            .observeForward(
                (_, args, _) -> {
                  texts.increment(args.ids().size(0));
                  tokens.increment(args.ids().count());
                }));
  }

  /** Removes the hooks, and the meters from the registries that they were bound to. */
  @Override
  public void close() {
    bound.close();
  }
}
