package dev.forja.demo.spark;

import dev.forja.demo.terminal.ProgressLine;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;

/** Shows how many tasks of a stage are done. Spark calls a listener from one thread. */
final class TaskProgress extends SparkListener {
  private @Nullable ProgressLine line;

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    line = new ProgressLine("Spark", stage.stageInfo().numTasks(), "tasks", System.err);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (line != null) {
      line.add(1);
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted stage) {
    if (line != null) {
      line.close();
    }
  }
}
