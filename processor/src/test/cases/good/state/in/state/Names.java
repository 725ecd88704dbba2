package state;

import dev.forja.Invoker;
import dev.forja.spi.StateVisitor;
import java.util.List;

/** Writes down the names of what it is shown. */
record Names(List<String> names) implements StateVisitor {
  @Override
  public void parameter(String name, Object parameter) {
    names.add(name);
  }

  @Override
  public void buffer(String name, Object buffer, boolean persistent) {
    names.add(name + (persistent ? " (buffer)" : " (passing buffer)"));
  }

  @Override
  public void child(String name, Invoker child) {
    names.add(name + " (" + child.typeName() + ")");
  }
}
