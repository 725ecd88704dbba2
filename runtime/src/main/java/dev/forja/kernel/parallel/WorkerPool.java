package dev.forja.kernel.parallel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Daemon threads that process one job at a time together with the thread that submits it. They
 * start when there is work and end after one idle second. A job that is submitted while another one
 * runs, by one of its tasks or by another thread, runs entirely in the thread that submits it. So
 * nobody waits, and the pool never uses more threads than it was created for, apart from the
 * callers.
 */
final class WorkerPool {
  /**
   * How often a thread polls for work before it sleeps; this takes longer than the gap between ops.
   */
  private static final int SPINS = 5000;

  /** Stack frames to probe for: many times as many as distributing and completing a job needs. */
  private static final int STACK = 200;

  /**
   * How long a thread waits for work before it ends; a running thread would keep our class loader
   * alive.
   */
  private static final long IDLE_NANOS = 1_000_000_000;

  /** The running threads; null in slots without one. */
  private final AtomicReferenceArray<@Nullable Thread> workers;

  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable Job job;
  private long lastId;

  /**
   * @param threads how many threads work on a job, including the caller
   */
  WorkerPool(int threads) {
    workers = new AtomicReferenceArray<>(threads - 1);
  }

  int threads() {
    return workers.length() + 1;
  }

  void run(int tasks, IntConsumer body) {
    if (tasks <= 1 || workers.length() == 0) {
      runHere(tasks, body);
      return;
    }
    var _ = needStack(STACK);
    if (!busy.compareAndSet(false, true)) {
      runHere(tasks, body);
      return;
    }
    try {
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

  private static void runHere(int tasks, IntConsumer body) {
    for (int i = 0; i < tasks; i++) {
      body.accept(i);
    }
  }

  /**
   * Provokes a stack overflow here, before the pool is marked as busy and the job has started,
   * rather than in the code that completes a job: a job that is never completed would occupy the
   * workers for ever.
   */
  private static int needStack(int frames) {
    return frames == 0 ? 0 : 1 + needStack(frames - 1);
  }

  /**
   * Wakes or starts a worker. If there is too little memory or stack to start a thread, the others
   * do its share, and the next job tries again: a thread that is not alive holds no place, even if
   * an error left it there.
   */
  private void wake(int i) {
    Thread worker = workers.get(i);
    if (worker != null && worker.isAlive()) {
      LockSupport.unpark(worker);
      return;
    }
    try {
      Thread started =
          Thread.ofPlatform()
              .daemon()
              .name("forja-kernel-" + (i + 1))
              .inheritInheritableThreadLocals(false)
              .unstarted(new Work(i));
      started.setContextClassLoader(WorkerPool.class.getClassLoader());
      workers.set(i, started);
      started.start();
    } catch (OutOfMemoryError | StackOverflowError e) {
      // Nothing to do: see above.
    }
  }

  /**
   * What a thread runs. No lambda: to link one takes much stack, once, and breaks if it is short.
   */
  private final class Work implements Runnable {
    private final int place;

    Work(int place) {
      this.place = place;
    }

    @Override
    public void run() {
      workUntilIdle(place);
    }
  }

  /**
   * Remembers the last job only by its number, so that objects of a finished job can be collected.
   * No job is missed when a thread ends: the submitter sets the job before it looks for the thread,
   * and the thread clears its slot before it looks for a job one last time, so at least one of them
   * sees the other.
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

  /** The next job, or null if none arrived within the idle time and the thread should end. */
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
      Thread.interrupted(); // clears the flag: otherwise the next park would return at once
      i = 0;
    }
  }

  private static final class Job {
    private final long id;
    private final int tasks;
    private final IntConsumer body;
    private final Thread caller;

    /**
     * The next task to take. The caller always runs task 0, so it finds the same data in its cache
     * from job to job.
     */
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

    /** Runs tasks on a thread of the pool; returns the number of the job. */
    long workAlong() {
      work(taken.getAndIncrement());
      return id;
    }

    /** Runs this task and then others until none is left; after a failure the rest is skipped. */
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
