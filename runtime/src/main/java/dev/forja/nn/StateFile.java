package dev.forja.nn;

import dev.forja.array.NdArray;
import dev.forja.io.Safetensors;
import dev.forja.io.SafetensorsException;
import dev.forja.io.SafetensorsFile;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The state of a module as a safetensors file, laid out as {@code safetensors.torch.save_model}
 * does: a tied tensor is written once, under the first of its names in the alphabet, and the
 * metadata maps each other name to that one.
 */
final class StateFile {
  private StateFile() {}

  static void save(NeuralModule module, Path path) throws SafetensorsException {
    Map<Tensor, String> kept = new IdentityHashMap<>();
    Map<String, NdArray> arrays = new TreeMap<>();
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", "pt");
    new TreeMap<>(ModuleState.saved(module))
        .forEach(
            (name, tensor) -> {
              String first = kept.putIfAbsent(tensor, name);
              if (first == null) {
                arrays.put(name, tensor.array());
              } else {
                metadata.put(name, first);
              }
            });
    Safetensors.save(path, arrays, metadata);
  }

  static LoadReport load(NeuralModule module, Path path, LoadOptions options)
      throws SafetensorsException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      SequencedMap<String, Offer<SafetensorsException>> offers = Offer.of(file);
      for (String name : ModuleState.saved(module).keySet()) {
        Offer<SafetensorsException> aliased = offers.get(file.metadata().getOrDefault(name, ""));
        if (aliased != null) {
          offers.putIfAbsent(name, aliased);
        }
      }
      return Loading.load(module, offers, options);
    }
  }
}
