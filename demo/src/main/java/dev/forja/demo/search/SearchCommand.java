package dev.forja.demo.search;

import dev.forja.demo.DemoException;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.demo.pictures.Png;
import dev.forja.demo.search.watch.InsideView;
import dev.forja.io.ModelFileException;
import dev.forja.models.Reranker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds passages by their meaning, with all-MiniLM-L6-v2. */
@Command(
    name = "search",
    description =
        "Finds passages of Moby-Dick, or of your own texts, by their meaning. Without a query, it"
            + " prompts for queries.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class SearchCommand implements Callable<Integer> {
  private static final String KERNELS = "forja.kernels";

  /** As many as -Dforja.threads takes. */
  private static final int MOST_THREADS = 1024;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "QUERY", description = "What the passages are about.")
  private String[] query = {};

  @Option(
      names = "--corpus",
      paramLabel = "PATH",
      description =
          "Search this instead: a file with one passage a line, or a folder whose .txt and .md"
              + " files have passages between empty lines.")
  private @Nullable Path corpusPath;

  @Option(names = "--top", description = "The number of passages to show.")
  private int top = 5;

  @Option(names = "--lines", description = "The maximum number of lines to show of each passage.")
  private int lines = 4;

  @Option(names = "--threads", description = "The number of threads. Default: one per processor.")
  private @Nullable Integer threads;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description =
          "The folder that caches the model's weights and the passages' vectors for the next"
              + " search; it can be deleted at any time.")
  private Path cache = CacheFolder.standard();

  @Option(
      names = "--rerank",
      paramLabel = "FOLDER",
      description =
          "The folder of a cross-encoder in Hugging Face's files, such as"
              + " ms-marco-MiniLM-L6-v2, which re-orders the nearest passages.")
  private @Nullable Path rerank;

  @Option(
      names = "--watch",
      description = "Also show, and draw, what happens inside the model while it reads the query.")
  private boolean watch;

  @Option(names = "--layer", description = "The layer whose attention is drawn, from 0.")
  private int layer = 0;

  @Option(names = "--head", description = "The head whose attention is drawn, from 0.")
  private int head = 0;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "The file for the picture of the attention.")
  private Path picture = Path.of("out", "search", "attention.png");

  @Override
  public Integer call() {
    check();
    if (threads != null) {
      System.setProperty("forja.threads", threads.toString()); // must be set before any kernel runs
    }
    String question = String.join(" ", query);
    if (query.length > 0 && question.isBlank()) {
      throw new DemoException("the query is empty");
    }
    Corpus corpus = corpusPath == null ? Corpus.mobyDick() : Corpus.read(corpusPath);
    Path folder = CacheFolder.open(cache, this::notice);
    VectorFile file =
        folder == null ? null : new VectorFile(folder, MiniLm.idOnClassPath(), corpus);
    float[] kept = file == null ? null : file.read(this::notice);
    if (kept != null && query.length > 0 && !watch && System.getProperty(KERNELS) == null) {
      System.setProperty(
          KERNELS, "scalar"); // a single text is finished before vector loops would be compiled
    }
    MiniLm model = MiniLm.load(folder, this::notice);
    Index index =
        kept == null
            ? Index.make(model, corpus, file, System.err, this::notice)
            : new Index(model, kept);
    PrintWriter out = spec.commandLine().getOut();
    Answers answers = new Answers(model, index, reranker(), corpus, top, lines, out, this::notice);
    if (query.length == 0) {
      answers.converse(System.in);
      return 0;
    }
    answers.give(question);
    if (watch) {
      InsideView.show(model, question, layer, head, picture, out);
    }
    return 0;
  }

  private @Nullable Reranker reranker() {
    try {
      return rerank == null ? null : Reranker.load(rerank);
    } catch (ModelFileException e) {
      throw new DemoException("--rerank: " + e.getMessage(), e);
    }
  }

  private void notice(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
  }

  private void check() {
    atLeastOne("--top", top);
    atLeastOne("--lines", lines);
    atLeastOne("--threads", threads == null ? 1 : threads);
    if (threads != null && threads > MOST_THREADS) {
      throw new ParameterException(
          spec.commandLine(),
          "--threads is %d, but must be at most %d".formatted(threads, MOST_THREADS));
    }
    below("--layer", layer, MiniLm.LAYERS);
    below("--head", head, MiniLm.HEADS);
    if (watch && query.length == 0) {
      throw new ParameterException(spec.commandLine(), "--watch needs a query to watch");
    }
    if (watch) {
      Png.check(picture);
    }
  }

  private void below(String option, int value, int end) {
    if (value < 0 || value >= end) {
      throw new ParameterException(
          spec.commandLine(), "%s is %d, but must be 0 to %d".formatted(option, value, end - 1));
    }
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), "%s is %d, but must be at least 1".formatted(option, value));
    }
  }
}
