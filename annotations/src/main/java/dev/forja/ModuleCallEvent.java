package dev.forja;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The Java Flight Recorder event of one call of one module. */
@Name(ModuleCallEvent.NAME)
@Label("Module Call")
@Category("Forja")
@Description("A call of an entry of a module, hooks included")
@StackTrace(false)
final class ModuleCallEvent extends Event {
  static final String NAME = "dev.forja.ModuleCall";

  @Label("Path")
  String path = "";

  @Label("Module")
  String module = "";

  @Label("Entry")
  String entry = "";

  @Label("Argument Shapes")
  String arguments = "";

  @Label("Result Shapes")
  String results = "";

  @Label("Failed")
  boolean failed;

  @Label("Error")
  @Nullable String error;
}
