package dev.forja.benchmarks;

import dev.forja.benchmarks.harness.Fork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Passes all arguments on to JMH. */
@Command(
    name = "jmh",
    description = {
      "Benchmarks of single calls, by JMH: jmh [NAME] [OPTIONS OF JMH].",
      "jmh -l lists them, jmh -h explains JMH's options."
    })
final class JmhCommand implements Callable<Integer> {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    String jvm = "--add-modules=jdk.incubator.vector \"" + Fork.temporary() + "\"";
    List<String> all = new ArrayList<>(List.of("-jvmArgs", jvm, "-prof", "gc"));
    all.addAll(arguments);
    Main.main(all.toArray(String[]::new));
    return 0;
  }
}
