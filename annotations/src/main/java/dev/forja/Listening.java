package dev.forja;

/**
 * How many listen beyond single invokers: process-wide hooks as one, and each open scope of any
 * thread. While it is zero and Flight Recorder does not record calls, an invoker without hooks of
 * its own calls its method and asks nothing more.
 */
final class Listening {
  private static volatile int elsewhere;

  private Listening() {}

  static boolean elsewhere() {
    return elsewhere != 0 || CallRecorder.isRecording();
  }

  /** Whether a listener beyond the invoker hears calls on this thread. */
  static boolean here() {
    return CallRecorder.isRecording() || hooksHere();
  }

  /** Whether a process-wide hook, or a scope of this thread, hears calls. */
  static boolean hooksHere() {
    return elsewhere != 0 && (CallScope.CURRENT.isBound() || !GlobalHooks.hooks().isEmpty());
  }

  /** Counts a listener in, or out. */
  static synchronized void changed(boolean begins) {
    elsewhere += begins ? 1 : -1;
  }
}
