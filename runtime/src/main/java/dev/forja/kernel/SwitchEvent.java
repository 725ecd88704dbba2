package dev.forja.kernel;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An event of the JDK's flight recorder: a family of kernels goes over to the Vector API. */
@Name("dev.forja.KernelSwitch")
@Label("Kernel Switch")
@Category("Forja")
@Description("A family of kernels, or a function, goes over from plain loops to the Vector API")
@StackTrace(false)
final class SwitchEvent extends Event {
  @Label("Part")
  String part = "";

  @Label("Rehearsal")
  @Timespan(Timespan.MILLISECONDS)
  long rehearsal;

  /** Records the event if the recorder is in use; otherwise, it is not even started. */
  static void emit(String part, long millis) {
    if (FlightRecorder.isInitialized()) {
      SwitchEvent event = new SwitchEvent();
      event.part = part;
      event.rehearsal = millis;
      event.commit();
    }
  }
}
