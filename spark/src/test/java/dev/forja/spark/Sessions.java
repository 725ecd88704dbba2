package dev.forja.spark;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Embedded Spark for tests. */
final class Sessions {
  /** Spark remembers the first such folder as long as the JVM lives, so it outlives each test. */
  static final String LOCAL = Path.of("target", "spark-local").toAbsolutePath().toString();

  private Sessions() {}

  /**
   * A session on two threads, which tries a task three times, and whose files are below {@code
   * folder}.
   */
  static SparkSession local(Path folder) {
    return builder(folder).getOrCreate();
  }

  /** The same, not started yet. */
  static SparkSession.Builder builder(Path folder) {
    return SparkSession.builder()
        .master("local[2,3]")
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.local.dir", LOCAL)
        .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toUri().toString());
  }
}
