package dev.forja.spark;

import dev.forja.optim.TrainingCheckpoint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * The folder of a training's checkpoints. A file appears under its name only when it is complete.
 */
final class RoundFiles {
  private static final Pattern ROUND = Pattern.compile("round-(\\d+)\\.safetensors");
  private static final Pattern KEPT = Pattern.compile("optimizer-(\\d+)-(\\d+)\\.safetensors");

  private final FileSystem system;
  private final Path folder;

  private RoundFiles(Path folder, Configuration hadoop) throws IOException {
    this.folder = folder;
    this.system = folder.getFileSystem(hadoop);
    system.mkdirs(folder);
  }

  static RoundFiles of(String folder, Configuration hadoop) throws IOException {
    return new RoundFiles(new Path(folder), hadoop);
  }

  /** The folder as a task sees it. */
  static RoundFiles ofTask(RoundPlan plan) throws IOException {
    return of(Objects.requireNonNull(plan.folder()), SparkHadoopUtil.get().conf());
  }

  /** The state after the most rounds. */
  Optional<TrainingCheckpoint> newest() throws IOException {
    Optional<Path> newest = rounds().stream().max(Comparator.comparingLong(RoundFiles::round));
    return newest.isEmpty() ? Optional.empty() : Optional.of(read(newest.get()));
  }

  /**
   * Writes the state after {@code rounds} rounds, and deletes what is older than the one before.
   */
  void write(long rounds, TrainingCheckpoint state) throws IOException {
    write("round-%09d.safetensors".formatted(rounds), state);
    for (Path old : rounds()) {
      if (round(old) < rounds - 1) {
        system.delete(old, false);
      }
    }
    for (FileStatus file : system.listStatus(folder)) {
      Matcher kept = KEPT.matcher(file.getPath().getName());
      if (kept.matches() && Long.parseLong(kept.group(1)) < rounds - 1) {
        system.delete(file.getPath(), false);
      }
    }
  }

  /** Writes the state of a partition's optimiser after {@code rounds} rounds. */
  void writeKept(long rounds, int partition, TrainingCheckpoint state) throws IOException {
    write(kept(rounds, partition), state);
  }

  /** Reads what {@link #writeKept} has written. */
  TrainingCheckpoint readKept(long rounds, int partition) throws IOException {
    Path file = new Path(folder, kept(rounds, partition));
    try {
      return read(file);
    } catch (FileNotFoundException e) {
      throw new IOException(
          "%s is missing: with OptimizerState.KEPT, all machines must see one folder of checkpoints"
              .formatted(file),
          e);
    }
  }

  private static String kept(long rounds, int partition) {
    return "optimizer-%09d-%d.safetensors".formatted(rounds, partition);
  }

  private List<Path> rounds() throws IOException {
    List<Path> found = new ArrayList<>();
    for (FileStatus file : system.listStatus(folder)) {
      if (ROUND.matcher(file.getPath().getName()).matches()) {
        found.add(file.getPath());
      }
    }
    return found;
  }

  private static long round(Path file) {
    Matcher matcher = ROUND.matcher(file.getName());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  private void write(String name, TrainingCheckpoint state) throws IOException {
    java.nio.file.Path local = Files.createTempFile("forja", ".safetensors");
    Path part = new Path(folder, "." + name + "." + UUID.randomUUID());
    try {
      state.save(local);
      try (var out = system.create(part, true)) {
        Files.copy(local, out);
      }
      Path to = new Path(folder, name);
      if (!system.rename(part, to)) {
        // Another attempt of the same task has written the same bytes, or an earlier run did.
        system.delete(to, false);
        if (!system.rename(part, to) && !system.exists(to)) {
          throw new IOException("%s cannot be written".formatted(to));
        }
      }
    } finally {
      Files.deleteIfExists(local);
      system.delete(part, false);
    }
  }

  private TrainingCheckpoint read(Path file) throws IOException {
    java.nio.file.Path local = Files.createTempFile("forja", ".safetensors");
    try {
      try (var in = system.open(file);
          var out = Files.newOutputStream(local)) {
        in.transferTo(out);
      }
      return TrainingCheckpoint.load(local);
    } finally {
      Files.deleteIfExists(local);
    }
  }
}
