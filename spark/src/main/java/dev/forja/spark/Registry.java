package dev.forja.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * The models of this JVM, one for each key, however many tasks ask for it. Who comes first builds
 * it, and others wait; if it cannot, the next one tries. The models that were used last stay.
 */
final class Registry {
  /** More models than this at once are taken for many models after each other. */
  static final int MOST = 8;

  /** Sorted by use, the last one at the end. */
  private static final Map<String, CompletableFuture<Object>> MODELS =
      new LinkedHashMap<>(16, 0.75f, true);

  private static long built;

  static {
    shareProcessors();
  }

  private Registry() {}

  /** How many models this JVM has built. */
  static long built() {
    synchronized (MODELS) {
      return built;
    }
  }

  /**
   * The model of a recipe.
   *
   * @param loaded is run if this call has built it
   */
  @SuppressWarnings("unchecked") // a key stands for one recipe
  static <M> M get(Recipe<M> recipe, Runnable loaded) throws Exception {
    while (true) {
      CompletableFuture<Object> own = new CompletableFuture<>();
      CompletableFuture<Object> found;
      synchronized (MODELS) {
        CompletableFuture<Object> before = MODELS.get(recipe.key());
        found = before == null ? own : before;
        if (before == null) {
          MODELS.put(recipe.key(), own);
          dropOldest();
        }
      }
      if (found == own) {
        return (M) build(recipe, own, loaded);
      }
      try {
        return (M) found.get();
      } catch (ExecutionException e) {
        // The task that was building it has failed, or was killed: this one tries.
      }
    }
  }

  private static Object build(Recipe<?> recipe, CompletableFuture<Object> place, Runnable loaded)
      throws Exception {
    try {
      Object model = construct(recipe);
      synchronized (MODELS) {
        built++;
      }
      place.complete(model);
      loaded.run();
      return model;
    } catch (Throwable e) {
      synchronized (MODELS) {
        MODELS.remove(recipe.key(), place);
      }
      place.completeExceptionally(e);
      throw e;
    }
  }

  private static Object construct(Recipe<?> recipe) throws Exception {
    Broadcast<ModelBytes> files = recipe.files();
    if (files == null) {
      return recipe.builder().build(null);
    }
    Path folder = Files.createTempDirectory(scratch(), "forja-model");
    try {
      files.value().writeTo(folder);
      return recipe.builder().build(folder);
    } finally {
      ModelBytes.delete(folder);
    }
  }

  /** A folder that Spark deletes when the application ends. */
  private static Path scratch() throws IOException {
    Path folder = Path.of(SparkFiles.getRootDirectory());
    Files.createDirectories(folder);
    return folder;
  }

  private static void dropOldest() {
    if (MODELS.size() > MOST) {
      MODELS.remove(MODELS.keySet().iterator().next());
    }
  }

  /**
   * An executor has one task for each {@code spark.task.cpus} of its cores, and each computes on as
   * many threads, unless {@code -Dforja.threads} says otherwise. It takes effect if nothing has
   * computed yet. In local mode this is the driver's JVM, whose settings are its own.
   */
  private static void shareProcessors() {
    @Nullable TaskContext task = TaskContext.get();
    if (task != null
        && System.getProperty("forja.threads") == null
        && !SparkEnv.get().executorId().equals("driver")) {
      System.setProperty("forja.threads", String.valueOf(Math.max(1, task.cpus())));
    }
  }

  /** Makes sure that the settings of this JVM follow its tasks, before anything computes. */
  static void prepare() {}
}
