package dev.forja;

/**
 * The number of listeners that are not registered on single invokers: process-wide hooks count as
 * one, plus each open scope of any thread. While it is zero and Flight Recorder does not record
 * calls, an invoker without its own hooks calls its method directly.
 */
final class Listening {
  private static volatile int elsewhere;

  private Listening() {}

  static boolean elsewhere() {
    return elsewhere != 0 || CallRecorder.isRecording();
  }

  /** Whether a process-wide or scoped listener hears calls on this thread. */
  static boolean here() {
    return CallRecorder.isRecording() || hooksHere();
  }

  /** Whether a process-wide hook, or a scope of this thread, hears calls. */
  static boolean hooksHere() {
    return elsewhere != 0 && (CallScope.CURRENT.isBound() || !GlobalHooks.hooks().isEmpty());
  }

  /** Adds or removes one listener. */
  static synchronized void changed(boolean begins) {
    elsewhere += begins ? 1 : -1;
  }
}
