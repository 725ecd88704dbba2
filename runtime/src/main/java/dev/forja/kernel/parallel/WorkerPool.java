package dev.forja.kernel.parallel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Daemon threads that share one job at a time with the thread that brings it. They start when there
 * is work, and end after a second without any. Whoever comes while a job runs, from a task of it or
 * from another thread, runs his own job alone: nobody waits, and there are never more threads at
 * work here than the pool was made for, beside the callers.
 */
final class WorkerPool {
  /** How often to look for work before going to sleep: for longer than ops are apart. */
  private static final int SPINS = 5000;

  /** Frames of stack that handing out a job and ending it need, many times over. */
  private static final int STACK = 200;

  /** How long a thread waits for work before it ends: one that lived on would hold our classes. */
  private static final long IDLE_NANOS = 1_000_000_000;

  /** Null where no thread runs. */
  private final AtomicReferenceArray<@Nullable Thread> workers;

  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable Job job;
  private long lastId;

  /**
   * @param threads how many threads work on a job, the caller included
   */
  WorkerPool(int threads) {
    workers = new AtomicReferenceArray<>(threads - 1);
  }

  int threads() {
    return workers.length() + 1;
  }

  void run(int tasks, IntConsumer body) {
    if (tasks <= 1 || workers.length() == 0 || !busy.compareAndSet(false, true)) {
      for (int i = 0; i < tasks; i++) {
        body.accept(i);
      }
      return;
    }
    try {
      var _ = needStack(STACK);
      Job shared = new Job(++lastId, tasks, body, Thread.currentThread());
      job = shared;
      for (int i = 0; i < Math.min(workers.length(), tasks - 1); i++) {
        wake(i);
      }
      shared.work(0);
      shared.awaitEnd();
      job = null;
      shared.rethrow();
    } finally {
      busy.set(false);
    }
  }

  /**
   * Fails with a stack overflow here, where nothing has begun, rather than in what ends a job: a
   * job that does not end would keep the workers for ever.
   */
  private static int needStack(int frames) {
    return frames == 0 ? 0 : 1 + needStack(frames - 1);
  }

  /** A thread that cannot be started, for want of memory, leaves its share to the others. */
  private void wake(int i) {
    Thread worker = workers.get(i);
    if (worker != null) {
      LockSupport.unpark(worker);
      return;
    }
    try {
      Thread started =
          Thread.ofPlatform()
              .daemon()
              .name("forja-kernel-" + (i + 1))
              .inheritInheritableThreadLocals(false)
              .unstarted(() -> workUntilIdle(i));
      started.setContextClassLoader(WorkerPool.class.getClassLoader());
      workers.set(i, started);
      started.start();
    } catch (OutOfMemoryError e) {
      workers.set(i, null);
    }
  }

  /**
   * Remembers a job by its number only, so that what a job refers to can be collected. Whoever
   * brings a job sets it before he looks for the thread, and the thread says that it ends before it
   * looks for a job a last time: so one of them sees the other.
   */
  private void workUntilIdle(int place) {
    long done = 0;
    for (Job next = awaitOtherThan(done); next != null; next = awaitOtherThan(done)) {
      done = next.workAlong();
    }
    workers.compareAndSet(place, Thread.currentThread(), null);
    Job last = job;
    if (last != null && last.id != done) {
      last.workAlong();
    }
  }

  /** Null if none came for so long that the thread had better end. */
  private @Nullable Job awaitOtherThan(long done) {
    long since = System.nanoTime();
    for (int i = 0; ; i++) {
      Job next = job;
      if (next != null && next.id != done) {
        return next;
      }
      if (i < SPINS) {
        Thread.onSpinWait();
        continue;
      }
      if (System.nanoTime() - since > IDLE_NANOS) {
        return null;
      }
      LockSupport.parkNanos(this, IDLE_NANOS);
      Thread.interrupted(); // else the next wait would not wait
      i = 0;
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
