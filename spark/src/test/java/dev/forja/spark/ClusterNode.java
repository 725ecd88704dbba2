package dev.forja.spark;

import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;

/**
 * A master or a worker, which ends when the process that has started it ends or closes its input.
 */
public final class ClusterNode {
  private ClusterNode() {}

  /** Starts what the first argument says, with the others. */
  public static void main(String[] args) {
    Thread.ofPlatform().daemon().name("parent").start(ClusterNode::endWithParent);
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    switch (args[0]) {
      case "master" -> Master.main(rest);
      case "worker" -> Worker.main(rest);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent.
      }
    } catch (IOException e) {
      // As the end of the input.
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(0);
  }
}
