package dev.forja.nn;

import dev.forja.module.NeuralModule;
import dev.forja.spi.StateVisitor;
import dev.forja.tensor.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A list of parameters, named by their indices, as {@code torch.nn.ParameterList}. A plain {@code
 * List} in a field is traversed too; unlike that, this list is itself a module with a path.
 *
 * <p>Several threads may read it at once. Changing it is for one thread, while no other uses it.
 */
public final class ParameterList extends NeuralModule implements Iterable<Parameter> {
  private final List<Parameter> parameters = new ArrayList<>();

  private ParameterList(List<Parameter> parameters) {
    this.parameters.addAll(parameters);
  }

  /** Creates a list of these parameters in this order; {@link #add} appends more. */
  public static ParameterList of(Parameter... parameters) {
    return new ParameterList(List.of(parameters));
  }

  /** The parameter at an index. */
  public Parameter get(int index) {
    return parameters.get(index);
  }

  /** The number of parameters. */
  public int size() {
    return parameters.size();
  }

  /** Appends a parameter. */
  public ParameterList add(Parameter parameter) {
    parameters.add(parameter);
    return this;
  }

  /** Replaces a parameter, and returns the old one. */
  public Parameter set(int index, Parameter parameter) {
    return parameters.set(index, parameter);
  }

  /** The parameters in order. */
  public Stream<Parameter> stream() {
    return parameters.stream();
  }

  @Override
  public Iterator<Parameter> iterator() {
    return Collections.unmodifiableList(parameters).iterator();
  }

  @Override
  public void visitState(StateVisitor visitor) {
    visitor.list("", parameters, StateVisitor::parameter);
  }

  @Override
  public String typeName() {
    return "ParameterList";
  }
}
