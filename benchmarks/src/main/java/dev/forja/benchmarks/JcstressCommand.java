package dev.forja.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jcstress.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Passes all arguments on to jcstress, and fails if one of its tests fails, which jcstress itself
 * does not.
 */
@Command(
    name = "jcstress",
    description = {
      "What several threads may do at once, by jcstress: jcstress [OPTIONS OF JCSTRESS].",
      "jcstress -l lists the tests, jcstress -m quick runs all of them, jcstress -h explains."
    })
final class JcstressCommand implements Callable<Integer> {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of("-jvmArgsPrepend", "--add-modules=jdk.incubator.vector -Dforja.threads=2"));
    if (!arguments.contains("-r")) {
      all.addAll(List.of("-r", Files.createTempDirectory("jcstress").toString()));
    }
    all.addAll(arguments);
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(both(out, said));
    try {
      Main.main(all.toArray(String[]::new));
    } finally {
      System.setOut(out);
    }
    String report = said.toString(StandardCharsets.UTF_8);
    boolean passed =
        report.contains("Failed tests: No matches.") && report.contains("Error tests: No matches.");
    return passed || !report.contains("RUN RESULTS:") ? 0 : 1;
  }

  private static PrintStream both(PrintStream shown, ByteArrayOutputStream kept) {
    return new PrintStream(
        new FilterOutputStream(shown) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            shown.write(bytes, offset, length);
            kept.write(bytes, offset, length);
          }

          @Override
          public void write(int one) throws IOException {
            shown.write(one);
            kept.write(one);
          }
        },
        true,
        StandardCharsets.UTF_8);
  }
}
