package dev.forja.optim;

import dev.forja.Invoker;
import dev.forja.module.NeuralModule;
import dev.forja.spi.NamePattern;
import dev.forja.tensor.Parameter;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Chooses parameters of a model, for options of their own: {@code optimizer.adjust(model,
 * ParameterSelector.normsAndBiases(), o -> o.withWeightDecay(0))}. Those made here are safe for use
 * by many threads.
 */
@FunctionalInterface
public interface ParameterSelector {
  /**
   * Whether a parameter is chosen.
   *
   * @param module the module that has the parameter
   * @param name the name of the parameter in the whole model
   */
  boolean selects(Invoker module, String name, Parameter parameter);

  /**
   * Biases, and the parameters of norms: those whose last name contains {@code bias}, and those of
   * modules whose type contains {@code Norm}, but not the weights that {@code WeightNorm} and
   * {@code SpectralNorm} hold.
   */
  static ParameterSelector normsAndBiases() {
    return (module, name, parameter) -> {
      String type = module.typeName();
      boolean norm =
          type.contains("Norm") && !type.equals("WeightNorm") && !type.equals("SpectralNorm");
      return norm || name.substring(name.lastIndexOf('.') + 1).contains("bias");
    };
  }

  /** Parameters with at most one dimension. */
  static ParameterSelector vectors() {
    return (module, name, parameter) -> parameter.rank() <= 1;
  }

  /** The parameters of modules of a type, but not those of modules inside them. */
  static ParameterSelector of(Class<? extends Invoker> type) {
    return (module, name, parameter) -> type.isInstance(module);
  }

  /**
   * Parameters whose names match a pattern: names joined by dots, where {@code *} stands for one
   * name and {@code **} for any number of them, as in {@code encoder.**.weight}.
   */
  static ParameterSelector named(String pattern) {
    NamePattern names = NamePattern.of(pattern);
    return (module, name, parameter) -> names.matches(name);
  }

  /** Parameters that this one or another one chooses. */
  default ParameterSelector or(ParameterSelector other) {
    return (module, name, parameter) ->
        selects(module, name, parameter) || other.selects(module, name, parameter);
  }

  /** Parameters that this one does not choose. */
  default ParameterSelector not() {
    return (module, name, parameter) -> !selects(module, name, parameter);
  }

  /** The chosen parameters of a model, by name. */
  default SequencedMap<String, Parameter> parameters(NeuralModule model) {
    SequencedMap<String, Invoker> modules = model.namedModules();
    SequencedMap<String, Parameter> chosen = model.namedParameters();
    chosen
        .entrySet()
        .removeIf(each -> !selects(owner(modules, each), each.getKey(), each.getValue()));
    return chosen;
  }

  private static Invoker owner(
      SequencedMap<String, Invoker> modules, Map.Entry<String, Parameter> parameter) {
    String path = parameter.getKey();
    Invoker owner = null;
    while (owner == null) {
      int dot = path.lastIndexOf('.');
      path = dot < 0 ? "" : path.substring(0, dot);
      owner = path.isEmpty() ? modules.firstEntry().getValue() : modules.get(path);
    }
    return owner;
  }
}
