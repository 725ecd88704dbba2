package dev.forja;

/**
 * Counts the listeners beyond single invokers: process-wide hooks as one, and each open scope of
 * any thread. While it is zero and Flight Recorder does not record calls, an invoker without hooks
 * of its own calls its method and asks nothing more.
 */
final class Listening {
  private static volatile int elsewhere;

  private Listening() {}

  static boolean elsewhere() {
    return elsewhere != 0 || CallRecorder.isRecording();
  }

  /** Whether a listener beyond the invoker hears calls on this thread. */
  static boolean here() {
    return CallRecorder.isRecording()
        || (elsewhere != 0 && (CallScope.CURRENT.isBound() || !GlobalHooks.hooks().isEmpty()));
  }

  /** Counts a listener in, or out. */
  static synchronized void changed(boolean begins) {
    elsewhere += begins ? 1 : -1;
  }
}
