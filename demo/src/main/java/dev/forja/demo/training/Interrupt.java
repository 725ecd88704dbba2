package dev.forja.demo.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while training: the JVM waits until the current batch has ended and the checkpoint is
 * written. Closing this object ends the wait, or removes the handler.
 */
public final class Interrupt implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch saved = new CountDownLatch(1);
  private final Thread hook = new Thread(this::awaitSaved, "save-before-exit");
  private volatile boolean requested;

  /** Waits for Ctrl-C from now on. */
  public Interrupt() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether Ctrl-C was pressed. */
  public boolean isRequested() {
    return requested;
  }

  private void awaitSaved() {
    requested = true;
    try {
      if (!saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("the checkpoint was not written in time; the previous one is intact");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    saved.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException exiting) {
        requested = true; // the JVM has just begun to exit: the hook runs, and finds the latch open
      }
    }
  }
}
