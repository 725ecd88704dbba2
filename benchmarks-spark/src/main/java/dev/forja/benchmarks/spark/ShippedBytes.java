package dev.forja.benchmarks.spark;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.storage.BlockUpdatedInfo;

/**
 * What a driver sends to executors: tasks, whose sizes Spark's scheduler writes into its log, and
 * broadcasts, whose pieces executors report. The function of a stage is a broadcast of Spark's own.
 */
final class ShippedBytes extends SparkListener {
  private static final String SCHEDULER = "org.apache.spark.scheduler.TaskSetManager";
  private static final Pattern STARTED = Pattern.compile("Starting .*?([\\d,]+) bytes\\)");
  private static final Pattern PIECE = Pattern.compile("broadcast_(\\d+)_piece\\d+");

  private final LongAdder tasks = new LongAdder();
  private final LongAdder taskBytes = new LongAdder();

  /** By executor and piece. */
  private final Map<String, Map<String, Long>> pieces = new ConcurrentHashMap<>();

  /** Begins to count what the driver of this JVM sends. */
  static ShippedBytes of(SparkContext context) {
    ShippedBytes shipped = new ShippedBytes();
    context.addSparkListener(shipped);
    Logger scheduler = (Logger) LogManager.getLogger(SCHEDULER);
    Configurator.setLevel(SCHEDULER, Level.INFO);
    scheduler.setAdditive(false);
    shipped.new Reader().attachTo(scheduler);
    return shipped;
  }

  /** Reads the scheduler's log. */
  private final class Reader extends AbstractAppender {
    Reader() {
      super("shipped bytes", null, null, false, Property.EMPTY_ARRAY);
    }

    void attachTo(Logger scheduler) {
      start();
      scheduler.addAppender(this);
    }

    @Override
    public void append(LogEvent event) {
      Matcher matcher = STARTED.matcher(event.getMessage().getFormattedMessage());
      if (matcher.find()) {
        tasks.increment();
        taskBytes.add(Long.parseLong(matcher.group(1).replace(",", "")));
      }
    }
  }

  @Override
  public void onBlockUpdated(SparkListenerBlockUpdated updated) {
    BlockUpdatedInfo info = updated.blockUpdatedInfo();
    String executor = info.blockManagerId().executorId();
    if (!executor.equals("driver") && PIECE.matcher(info.blockId().name()).matches()) {
      pieces
          .computeIfAbsent(executor, _ -> new ConcurrentHashMap<>())
          .merge(info.blockId().name(), info.memSize() + info.diskSize(), Math::max);
    }
  }

  /**
   * The bytes of a task with its share of functions, and of the largest broadcast of an executor.
   *
   * @throws IllegalStateException if Spark's scheduler has written no sizes
   */
  Map<String, Double> counts() {
    if (tasks.sum() == 0 || pieces.isEmpty()) {
      throw new IllegalStateException(
          "Spark has told of %d tasks and %d executors: its log or its events have changed"
              .formatted(tasks.sum(), pieces.size()));
    }
    long functions = 0;
    long largest = 0;
    for (Map<String, Long> executor : pieces.values()) {
      Map<String, Long> broadcasts = new TreeMap<>();
      executor.forEach((piece, bytes) -> broadcasts.merge(broadcast(piece), bytes, Long::sum));
      long most = broadcasts.values().stream().mapToLong(bytes -> bytes).max().orElse(0);
      largest = Math.max(largest, most);
      functions += broadcasts.values().stream().mapToLong(bytes -> bytes).sum() - most;
    }
    double count = tasks.sum();
    return Map.of(
        "tasks",
        count,
        "task",
        taskBytes.sum() / count,
        "function",
        functions / count,
        "model",
        (double) largest);
  }

  private static String broadcast(String piece) {
    return piece.substring(0, piece.indexOf("_piece"));
  }
}
