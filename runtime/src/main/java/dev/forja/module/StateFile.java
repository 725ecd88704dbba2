package dev.forja.module;

import dev.forja.array.NdArray;
import dev.forja.io.ModelFileException;
import dev.forja.io.Safetensors;
import dev.forja.io.SafetensorsException;
import dev.forja.io.SafetensorsFile;
import dev.forja.io.ShardedSafetensors;
import dev.forja.kernel.Preparation;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The state of a module as a safetensors file, with the layout of {@code
 * safetensors.torch.save_model}: a tied tensor is written once, under its alphabetically first
 * name, and the metadata maps each other name to that one.
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
      throws ModelFileException {
    try {
      return read(module, path, options);
    } catch (LoadException mismatch) {
      throw new StateMismatchException(path, mismatch);
    }
  }

  static LoadReport load(NeuralModule module, SafetensorsFile file, LoadOptions options)
      throws ModelFileException {
    Preparation.begin();
    try {
      return named(
          module,
          TensorSource.of(file),
          file.metadata(),
          options,
          (state, offers) -> Loading.load(module, state, offers, options));
    } catch (LoadException mismatch) {
      throw new StateMismatchException(file.path(), mismatch);
    }
  }

  private static LoadReport read(NeuralModule module, Path path, LoadOptions options)
      throws SafetensorsException {
    Preparation.begin();
    return opened(
        module, path, options, (state, offers) -> Loading.load(module, state, offers, options));
  }

  /** The differences that loading the file would find; changes nothing. */
  static LoadReport compare(NeuralModule module, Path path) throws SafetensorsException {
    return opened(
        module,
        path,
        LoadOptions.defaults(),
        (state, offers) -> Loading.compare(module, state, offers));
  }

  /** A use of the tensors of a file, by their names in the module. */
  private interface Use {
    LoadReport with(
        SequencedMap<String, Tensor> state,
        SequencedMap<String, TensorSource<SafetensorsException>> offers)
        throws SafetensorsException;
  }

  private static LoadReport opened(NeuralModule module, Path path, LoadOptions options, Use use)
      throws SafetensorsException {
    if (ShardedSafetensors.isIndex(path)) {
      try (ShardedSafetensors checkpoint = ShardedSafetensors.open(path)) {
        return named(module, TensorSource.of(checkpoint), Map.of(), options, use);
      }
    }
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      return named(module, TensorSource.of(file), file.metadata(), options, use);
    }
  }

  private static LoadReport named(
      NeuralModule module,
      SequencedMap<String, TensorSource<SafetensorsException>> offers,
      Map<String, String> metadata,
      LoadOptions options,
      Use use)
      throws SafetensorsException {
    TensorSourceNames.makeLazy(module, offers, options);
    SequencedMap<String, Tensor> state = ModuleState.saved(module);
    TensorSourceNames names = new TensorSourceNames(module, state.keySet(), options);
    SequencedMap<String, TensorSource<SafetensorsException>> named = names.apply(offers);
    for (Map.Entry<String, String> alias : metadata.entrySet()) {
      TensorSource<SafetensorsException> offer = offers.get(alias.getValue());
      String name = offer == null ? null : names.find(alias.getKey());
      if (offer != null && name != null && state.containsKey(name)) {
        named.putIfAbsent(name, offer);
      }
    }
    return use.with(state, named);
  }
}
