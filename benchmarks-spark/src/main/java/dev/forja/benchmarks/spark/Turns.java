package dev.forja.benchmarks.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A process that works when it is told to, so that several take turns: a line of words goes in, and
 * a line of named numbers comes out. It ends when its input does.
 */
final class Turns implements AutoCloseable {
  /** What an answer begins with; other lines are notices for the user. */
  private static final String ANSWER = "@ ";

  private static final long MINUTES = 3; // a deadline for machines under load, not a duration

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter requests;

  private Turns(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  /** Starts a process, whose notices go into a file of its folder. */
  static Turns of(String name, ProcessBuilder builder) throws IOException {
    Path log = builder.directory().toPath().resolve(name.replaceAll("\\W+", "-") + ".log");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new Turns(name, log, builder.start());
  }

  /** Numbers by their names. */
  record Answer(Map<String, Double> numbers) {
    double get(String name) {
      return Objects.requireNonNull(numbers.get(name), name);
    }
  }

  String name() {
    return name;
  }

  /** Lets the process work, and waits for its answer. */
  Answer ask(String... words) throws IOException {
    requests.println(String.join(" ", words));
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(ANSWER)) {
        Map<String, Double> numbers = new TreeMap<>();
        for (String pair : line.substring(ANSWER.length()).split(" ", -1)) {
          int place = pair.indexOf('=');
          numbers.put(pair.substring(0, place), Double.valueOf(pair.substring(place + 1)));
        }
        return new Answer(numbers);
      }
    }
    throw new IOException(
        "the process '%s' has ended, asked for %s:%n%s"
            .formatted(name, Arrays.toString(words), Files.readString(log)));
  }

  @Override
  public void close() {
    requests.close();
    process.onExit().completeOnTimeout(process, MINUTES, TimeUnit.MINUTES).join();
    process.destroyForcibly();
  }

  /** What a process does for a line of words. */
  interface Work {
    Map<String, Double> answer(List<String> words) throws Exception;
  }

  /** The other side: answers all lines of the input. */
  static void serve(Work work) throws Exception {
    PrintStream out = System.out;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        StringBuilder answer = new StringBuilder();
        work.answer(List.of(line.split(" ", -1)))
            .forEach((name, value) -> answer.append(' ').append(name).append('=').append(value));
        out.println(ANSWER + answer.substring(1));
        out.flush();
      }
    }
  }
}
