package dev.forja.demo.search;

import dev.forja.demo.DemoException;
import dev.forja.demo.minilm.MiniLm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds passages by what they mean, with all-MiniLM-L6-v2. */
@Command(
    name = "search",
    description =
        "Finds passages of Moby-Dick, or of your own texts, by what they mean. Without a query it"
            + " asks for one after the other.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class SearchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "QUERY", description = "What the passages are about.")
  private String[] query = {};

  @Option(
      names = "--corpus",
      paramLabel = "PATH",
      description =
          "Search this instead: a file with one passage a line, or a folder whose .txt and .md files"
              + " have passages between empty lines.")
  private @Nullable Path corpusPath;

  @Option(names = "--top", description = "How many passages to show.")
  private int top = 5;

  @Option(names = "--lines", description = "How many lines to show of each at most.")
  private int lines = 4;

  @Option(names = "--threads", description = "How many threads compute. Default: one a processor.")
  private @Nullable Integer threads;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description =
          "Where the model's weights and the passages' vectors are kept, so that the next search is"
              + " quick; it can be deleted at any time.")
  private Path cache = CacheFolder.standard();

  @Override
  public Integer call() {
    check();
    if (threads != null) {
      System.setProperty("forja.threads", threads.toString()); // before any kernel runs
    }
    String question = String.join(" ", query);
    if (query.length > 0 && question.isBlank()) {
      throw new DemoException("the query is empty");
    }
    Corpus corpus = corpusPath == null ? Corpus.mobyDick() : Corpus.read(corpusPath);
    Path folder = CacheFolder.open(cache, this::notice);
    MiniLm model = MiniLm.load(folder, this::notice);
    Index index = Index.of(model, corpus, folder, System.err, this::notice);
    Page page = new Page(spec.commandLine().getOut(), Terminal.width(), lines);
    if (query.length > 0) {
      answer(question, model, index, corpus, page);
    } else {
      converse(model, index, corpus, page);
    }
    return 0;
  }

  private void answer(String question, MiniLm model, Index index, Corpus corpus, Page page) {
    if (model.tokens(question).cut()) {
      notice(
          "The query is longer than %d tokens; its end is left out.".formatted(MiniLm.MOST_TOKENS));
    }
    page.print(index.search(question, top), corpus);
  }

  private void converse(MiniLm model, Index index, Corpus corpus, Page page) {
    PrintWriter out = spec.commandLine().getOut();
    boolean prompt = Terminal.isInteractive();
    if (prompt) {
      out.printf(
          "%,d passages of %s. What are you looking for? An empty line ends this.%n",
          corpus.passages().size(), corpus.name());
    }
    var in = new BufferedReader(new InputStreamReader(System.in, input()));
    while (true) {
      if (prompt) {
        out.print("\n> ");
        out.flush();
      }
      String line = read(in);
      if (line == null || line.isBlank()) {
        return;
      }
      answer(line, model, index, corpus, page);
    }
  }

  private static Charset input() {
    return Charset.forName(System.getProperty("stdin.encoding", "UTF-8"));
  }

  private static @Nullable String read(BufferedReader in) {
    try {
      return in.readLine();
    } catch (IOException e) {
      throw new DemoException("cannot read the query: " + e.getMessage(), e);
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
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), "%s is %d, but must be at least 1".formatted(option, value));
    }
  }
}
