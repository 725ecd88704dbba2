package dev.forja.nn;

import dev.forja.module.NeuralModule;
import dev.forja.spi.NearNames;
import dev.forja.spi.StateVisitor;
import dev.forja.tensor.Parameter;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Parameters by name, as {@code torch.nn.ParameterDict}.
 *
 * <p>Several threads may read it at once; it must not be changed while others read it.
 */
public final class ParameterDict extends NeuralModule
    implements Iterable<Map.Entry<String, Parameter>> {
  private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();

  private ParameterDict() {}

  /** Creates an empty dictionary. */
  public static ParameterDict of() {
    return new ParameterDict();
  }

  /**
   * Puts a parameter under a name. An existing name keeps its place in the order.
   *
   * @throws IllegalArgumentException if the name is empty or has a dot
   */
  public ParameterDict put(String name, Parameter parameter) {
    if (name.isEmpty() || name.indexOf('.') >= 0) {
      throw new IllegalArgumentException(
          "'%s' is not a name for a parameter: it must not be empty or have dots".formatted(name));
    }
    parameters.put(name, parameter);
    return this;
  }

  /**
   * The parameter with this name.
   *
   * @throws NoSuchElementException if there is none
   */
  public Parameter get(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      @Nullable String near = NearNames.find(name, parameters.keySet());
      throw new NoSuchElementException(
          "%s has no parameter '%s'%s"
              .formatted(
                  label(), name, near == null ? "" : " (did you mean '%s'?)".formatted(near)));
    }
    return parameter;
  }

  /**
   * Removes a parameter.
   *
   * @throws NoSuchElementException if there is none with this name
   */
  public ParameterDict remove(String name) {
    get(name);
    parameters.remove(name);
    return this;
  }

  /** The parameters by name, in order, as an unmodifiable view. */
  public SequencedMap<String, Parameter> asMap() {
    return Collections.unmodifiableSequencedMap(parameters);
  }

  /** The entries in the order in which their names were first put. */
  @Override
  public Iterator<Map.Entry<String, Parameter>> iterator() {
    return asMap().entrySet().iterator();
  }

  @Override
  public void visitState(StateVisitor visitor) {
    visitor.map("", parameters, StateVisitor::parameter);
  }

  @Override
  public String typeName() {
    return "ParameterDict";
  }
}
