package dev.forja.module;

import static dev.forja.io.ModelFileException.quote;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Determines the names in the module for the loaded tensors: first with the options, then with
 * {@code RenamedFrom} for names that the module does not have.
 */
final class TensorSourceNames {
  private final Set<String> state;
  private final List<ModuleNotes.Rename> renames;
  private final LoadOptions options;

  TensorSourceNames(NeuralModule module, Set<String> state, LoadOptions options) {
    this.state = state;
    this.renames = ModuleNotes.renames(module);
    this.options = options;
  }

  /** Makes the lazy layers of a module whose sizes these tensors tell. */
  static <X extends Exception> void makeLazy(
      NeuralModule module, Map<String, TensorSource<X>> offers, LoadOptions options) {
    Map<String, int[]> shapes = new HashMap<>();
    for (Map.Entry<String, TensorSource<X>> offer : offers.entrySet()) {
      String wanted = options.inModule(offer.getKey());
      if (wanted != null) {
        shapes.put(wanted, offer.getValue().shape());
      }
    }
    ModuleState.makeLazy(module, shapes);
  }

  /** The name in the module; null for a tensor that does not belong to it. */
  @Nullable String find(String name) {
    String wanted = options.inModule(name);
    if (wanted == null || state.contains(wanted)) {
      return wanted;
    }
    String current = ModuleNotes.current(renames, wanted);
    return state.contains(current) ? current : wanted;
  }

  /** The tensor sources by their names in the module. */
  <X extends Exception> SequencedMap<String, TensorSource<X>> apply(
      Map<String, TensorSource<X>> offers) {
    SequencedMap<String, TensorSource<X>> named = new LinkedHashMap<>();
    Map<String, String> origins = new HashMap<>();
    for (Map.Entry<String, TensorSource<X>> offer : offers.entrySet()) {
      String name = offer.getKey();
      String found = find(name);
      if (found != null) {
        String other = origins.putIfAbsent(found, name);
        if (other != null) {
          throw new IllegalArgumentException(
              "%s and %s are both loaded as %s".formatted(quote(other), quote(name), quote(found)));
        }
        named.put(found, offer.getValue());
      }
    }
    return named;
  }
}
