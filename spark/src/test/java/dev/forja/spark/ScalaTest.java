package dev.forja.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.models.TextClassifier;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.tools.nsc.Main;

/** A program in Scala: setters, copies with parameters, and pipelines, each under its own type. */
class ScalaTest {
  @TempDir static Path temp;

  @Test
  void aScalaProgramIsCompiledAndRuns() throws Exception {
    String[] arguments = {
      "-d",
      temp.toString(),
      "-classpath",
      String.join(File.pathSeparator, LocalCluster.classPath()),
      "-Xfatal-warnings",
      Path.of("src/test/scala/Labelled.scala").toString()
    };
    assertThat(Main.process(arguments)).as("see what the compiler has printed").isTrue();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (SparkSession spark = Sessions.local(temp);
        URLClassLoader loader = new URLClassLoader(new URL[] {temp.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      String[] lines =
          (String[])
              loader
                  .loadClass("org.example.Labelled")
                  .getMethod("run", SparkSession.class, String.class, String.class, String.class)
                  .invoke(
                      null,
                      spark,
                      TestModels.folder("embedder").toString(),
                      TestModels.folder("classifier").toString(),
                      temp.resolve("pipeline").toString());
      TextClassifier classifier = TextClassifier.load(TestModels.folder("classifier"));
      List<String> texts = List.of("one", "two two two");
      assertThat(lines).hasSize(2);
      for (int i = 0; i < 2; i++) {
        String label = classifier.classify(texts.get(i)).getFirst().name();
        assertThat(lines[i]).startsWith(texts.get(i) + " ").endsWith(" " + label);
      }
      assertThat(lines[0]).contains(" true "); // within four tokens, so the same vector
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
