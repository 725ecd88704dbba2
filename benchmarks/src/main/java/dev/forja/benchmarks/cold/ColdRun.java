package dev.forja.benchmarks.cold;

import dev.forja.benchmarks.harness.Quantiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The measurements of one fresh JVM.
 *
 * @param first the time from the start of its process to its first result, in milliseconds
 * @param calls the time of each later call, in milliseconds
 */
record ColdRun(double first, double[] calls) {
  static ColdRun of(ProcessBuilder jvm) throws IOException, InterruptedException {
    jvm.redirectOutput(ProcessBuilder.Redirect.PIPE);
    long begin = System.nanoTime();
    Process process = jvm.start();
    double first = Double.NaN;
    double[] calls = {};
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(ColdStart.FIRST)) {
          first = (System.nanoTime() - begin) / 1e6;
        } else if (!Double.isNaN(first) && calls.length == 0) {
          calls =
              Arrays.stream(line.split(" ")).mapToDouble(n -> Long.parseLong(n) / 1e6).toArray();
        }
      }
    }
    int code = process.waitFor();
    if (code != 0 || calls.length == 0) {
      throw new IOException("the forked JVM ended with code " + code);
    }
    return new ColdRun(first, calls);
  }

  /** The median of the last quarter of the calls. */
  double steady() {
    return Quantiles.of(Arrays.copyOfRange(calls, calls.length * 3 / 4, calls.length)).median();
  }

  /** The i-th call after the first result, or the last one. */
  double call(int i) {
    return calls[Math.min(i, calls.length) - 1];
  }

  /**
   * The time after the first result during which calls take more than twice the steady time, in
   * milliseconds.
   */
  double fall() {
    double bound = 2 * steady();
    double at = 0;
    double last = 0;
    for (double call : calls) {
      at += call;
      last = call > bound ? at : last;
    }
    return last;
  }
}
