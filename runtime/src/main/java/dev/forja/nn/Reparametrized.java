package dev.forja.nn;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.LinkedHashMap;
import java.util.Map;

/** A layer that is called with a tensor in place of one of its parameters. */
final class Reparametrized {
  private final TensorFunction call;
  private final String text;
  private final Parameter parameter;
  private final LinkedHashMap<String, Parameter> others = new LinkedHashMap<>();

  private Reparametrized(
      TensorFunction call, String text, Parameter parameter, Map<String, Parameter> all) {
    this.call = call;
    this.text = text;
    this.parameter = parameter;
    all.forEach(
        (name, each) -> {
          if (each != parameter) {
            others.put(name, each);
          }
        });
  }

  /**
   * The layer that a parametrization takes over.
   *
   * @throws IllegalArgumentException if it has no parameter of this name, has buffers or layers of
   *     its own, or is none from tensor to tensor
   */
  static Reparametrized of(String by, NeuralModule layer, String name) {
    Parameter parameter = layer.namedParameters().get(name);
    boolean plain =
        layer.namedParameters().keySet().stream().noneMatch(each -> each.indexOf('.') >= 0)
            && layer.namedBuffers().isEmpty();
    if (parameter == null || !plain || !(layer instanceof TensorFunction call)) {
      throw new IllegalArgumentException(
          "%s of %s: expected a layer from tensor to tensor with a parameter '%s', and without buffers and inner layers"
              .formatted(by, layer.label(), name));
    }
    return new Reparametrized(call, layer.toString(), parameter, layer.namedParameters());
  }

  /** The parameter that is replaced. */
  Parameter parameter() {
    return parameter;
  }

  /** The parameters that are used as they are, by name. */
  @SuppressWarnings("NonApiType") // the order of the entries is that of the state dict
  LinkedHashMap<String, Parameter> others() {
    return others;
  }

  /** What the layer prints. */
  String text() {
    return text;
  }

  /** Calls the layer with a tensor in place of the parameter. */
  Tensor call(Tensor weight, Tensor input) {
    return ParameterOverride.call(Map.of(parameter, weight), () -> call.call(input));
  }
}
