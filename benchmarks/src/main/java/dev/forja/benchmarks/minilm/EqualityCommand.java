package dev.forja.benchmarks.minilm;

import dev.forja.demo.minilm.MiniLm;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Embeds real passages with Forja and with ONNX Runtime, and reports the differences. */
@Command(
    name = "minilm-equality",
    description =
        "Embeds all passages of Moby-Dick with Forja and with ONNX Runtime and tells how far apart"
            + " they are. Fails above 2e-5 for any value of a vector, or where a query finds"
            + " others.",
    mixinStandardHelpOptions = true)
public final class EqualityCommand implements Callable<Integer> {
  private static final double MOST = 2e-5;
  private static final int TOP = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--step", description = "Only one batch in so many (${DEFAULT-VALUE}).")
  private int step = 1;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    MiniLm model = MiniLm.load(null, notice -> spec.commandLine().getErr().println(notice));
    Passages passages = Passages.of(model, step);
    List<List<int[]>> queries =
        Queries.ALL.stream().map(query -> List.of(model.tokens(query).ids())).toList();
    Path onnx = OnnxModel.file();
    Found ours;
    Found theirs;
    try (Encoder forja = new ForjaEncoder(model)) {
      ours = Found.of(forja, passages.batches(), queries);
    }
    try (Encoder ort = new OrtEncoder(onnx, Runtime.getRuntime().availableProcessors())) {
      theirs = Found.of(ort, passages.batches(), queries);
    }
    double apart =
        Math.max(
            apart(ours.passages(), theirs.passages()), apart(ours.queries(), theirs.queries()));
    double cosine = leastCosine(ours.passages(), theirs.passages());
    int same = 0;
    for (int q = 0; q < queries.size(); q++) {
      same += Arrays.equals(ours.best(q), theirs.best(q)) ? 1 : 0;
    }
    out.printf(
        Locale.ROOT,
        "%,d passages, %,d tokens, by Forja and by ONNX Runtime:%n"
            + "largest difference of any value of a vector: %.2e (at most %.0e)%n"
            + "least cosine between the two vectors of a passage: %.9f%n"
            + "queries with the same %d best passages in the same order: %d of %d%n",
        passages.texts(),
        passages.tokens(),
        apart,
        MOST,
        cosine,
        TOP,
        same,
        queries.size());
    out.flush();
    return apart < MOST && same == queries.size() ? 0 : 1;
  }

  private static double apart(float[] a, float[] b) {
    double apart = a.length == b.length ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      double difference = Math.abs((double) a[i] - b[i]);
      apart = difference <= apart ? apart : difference; // also false for NaN
    }
    return apart;
  }

  private static double leastCosine(float[] a, float[] b) {
    double least = 1;
    for (int from = 0; from < a.length; from += MiniLm.WIDTH) {
      double ab = 0;
      double aa = 0;
      double bb = 0;
      for (int i = from; i < from + MiniLm.WIDTH; i++) {
        ab += (double) a[i] * b[i];
        aa += (double) a[i] * a[i];
        bb += (double) b[i] * b[i];
      }
      least = Math.min(least, ab / Math.sqrt(aa * bb));
    }
    return least;
  }

  /** The results of one engine for passages and queries. */
  private record Found(float[] passages, float[] queries) {
    static Found of(Encoder encoder, List<List<int[]>> passages, List<List<int[]>> queries) {
      return new Found(embed(encoder, passages), embed(encoder, queries));
    }

    private static float[] embed(Encoder encoder, List<List<int[]>> batches) {
      return Vectors.join(batches.stream().map(encoder::embed).toList());
    }

    /** The indices of the passages nearest to a query. */
    int[] best(int query) {
      int n = passages.length / MiniLm.WIDTH;
      double[] scores = new double[n];
      for (int p = 0; p < n; p++) {
        for (int i = 0; i < MiniLm.WIDTH; i++) {
          scores[p] += (double) passages[p * MiniLm.WIDTH + i] * queries[query * MiniLm.WIDTH + i];
        }
      }
      return IntStream.range(0, n)
          .boxed()
          .sorted(Comparator.comparingDouble(p -> -scores[p]))
          .limit(TOP)
          .mapToInt(p -> p)
          .toArray();
    }
  }
}
