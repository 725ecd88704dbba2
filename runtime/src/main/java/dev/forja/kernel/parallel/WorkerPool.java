package dev.forja.kernel.parallel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Daemon threads that share one job at a time with the thread that brings it. Whoever comes while a
 * job runs, from a task of it or from another thread, runs his own job alone: nobody waits, and
 * there are never more threads at work here than the pool was made for, beside the callers.
 */
final class WorkerPool {
  /** How often to look for work before going to sleep: for longer than ops are apart. */
  private static final int SPINS = 5000;

  private final Thread[] workers;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable Job job;
  private long lastId;

  /**
   * @param threads how many threads work on a job, the caller included
   */
  WorkerPool(int threads) {
    workers = new Thread[threads - 1];
    Thread.Builder builder =
        Thread.ofPlatform().daemon().name("forja-kernel-", 1).inheritInheritableThreadLocals(false);
    for (int i = 0; i < workers.length; i++) {
      workers[i] = builder.start(this::workForever);
    }
  }

  int threads() {
    return workers.length + 1;
  }

  void run(int tasks, IntConsumer body) {
    if (tasks <= 1 || workers.length == 0 || !busy.compareAndSet(false, true)) {
      for (int i = 0; i < tasks; i++) {
        body.accept(i);
      }
      return;
    }
    Job shared = new Job(++lastId, tasks, body, Thread.currentThread());
    try {
      job = shared;
      for (int i = 0; i < Math.min(workers.length, tasks - 1); i++) {
        LockSupport.unpark(workers[i]);
      }
      shared.work(0);
      shared.awaitEnd();
      job = null;
    } finally {
      busy.set(false);
    }
    shared.rethrow();
  }

  /** Remembers a job by its number only, so that what a job refers to can be collected. */
  private void workForever() {
    long done = 0;
    while (true) {
      done = awaitOtherThan(done).workAlong();
    }
  }

  private Job awaitOtherThan(long done) {
    for (int i = 0; ; i++) {
      Job next = job;
      if (next != null && next.id != done) {
        return next;
      }
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
        i = 0;
      }
    }
  }

  private static final class Job {
    private final long id;
    private final int tasks;
    private final IntConsumer body;
    private final Thread caller;

    /** The first task is the caller's, so that from job to job it meets the same data. */
    private final AtomicInteger taken = new AtomicInteger(1);

    private final AtomicInteger left;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Job(long id, int tasks, IntConsumer body, Thread caller) {
      this.id = id;
      this.tasks = tasks;
      this.body = body;
      this.caller = caller;
      this.left = new AtomicInteger(tasks);
    }

    /** What a thread of the pool does; returns the number of the job. */
    long workAlong() {
      work(taken.getAndIncrement());
      return id;
    }

    /** Runs this task and takes others until none is left; after a failure it runs none of them. */
    void work(int first) {
      for (int task = first; task < tasks; task = taken.getAndIncrement()) {
        try {
          if (failure.get() == null) {
            body.accept(task);
          }
        } catch (Throwable t) {
          failure.compareAndSet(null, t);
        } finally {
          if (left.decrementAndGet() == 0) {
            LockSupport.unpark(caller);
          }
        }
      }
    }

    void awaitEnd() {
      for (int i = 0; left.get() > 0; i++) {
        if (i < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
    }

    void rethrow() {
      Throwable thrown = failure.get();
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
    }
  }
}
