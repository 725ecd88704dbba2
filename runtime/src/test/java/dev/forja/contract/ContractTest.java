package dev.forja.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.CallArgs;
import dev.forja.ContractMismatchError;
import dev.forja.Entry;
import dev.forja.HookHandle;
import dev.forja.HookScope;
import dev.forja.Hooks;
import dev.forja.Invoker;
import dev.forja.ShapeMismatchException;
import dev.forja.module.NeuralModule;
import dev.forja.nn.Linear;
import dev.forja.spi.Contract;
import dev.forja.spi.Shaped;
import dev.forja.spi.TensorMapper;
import dev.forja.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiled classes run as long as the contract is unchanged; classes of another contract report
 * what to do. The models are in {@code org.example.contract}, their jars in {@code
 * src/test/contract}.
 */
class ContractTest {
  private static final int WIDTH = 3;

  /** The class loader of the models as compiled now. */
  private static final ClassLoader NOW = ContractTest.class.getClassLoader();

  /** With {@code -Dcontract.update=true}, stores a jar of the models as compiled now. */
  @BeforeAll
  static void keep() throws Exception {
    if (Boolean.getBoolean("contract.update")) {
      Class<?> model = NOW.loadClass(ModelJar.MODELS + ".Net");
      Path classes = Path.of(model.getProtectionDomain().getCodeSource().getLocation().toURI());
      ModelJar.write(classes, ModelJar.of(Contract.number()));
    }
  }

  private static final TensorMapper TWICE =
      new TensorMapper() {
        @Override
        @SuppressWarnings("unchecked") // these models have no other tensors
        public <T extends @Nullable Shaped> T map(T tensor) {
          return (T) ((Tensor) Objects.requireNonNull(tensor)).mul(2);
        }
      };

  @TempDir private Path folder;

  private static NeuralModule net(ClassLoader models) throws Exception {
    return (NeuralModule) make(models, "NetInvoker", "of", int.class, WIDTH);
  }

  private static Object make(
      ClassLoader models, String type, String factory, Class<?> parameter, Object argument)
      throws Exception {
    Method of =
        models.loadClass(ModelJar.MODELS + "." + type).getDeclaredMethod(factory, parameter);
    return unwrapped(of, null, argument);
  }

  private static Tensor call(Invoker invoker, String entry, Tensor input) throws Exception {
    Method method = invoker.getClass().getDeclaredMethod(entry, Tensor.class);
    return (Tensor) unwrapped(method, invoker, input);
  }

  private static Object unwrapped(Method method, @Nullable Object self, Object... arguments)
      throws Exception {
    method.setAccessible(true);
    try {
      return method.invoke(self, arguments);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw e;
      }
    }
  }

  @SuppressWarnings("unchecked") // the entry of these models goes from tensor to tensor
  private static Hooks<Invoker, CallArgs, Tensor> hooks(Invoker invoker) {
    return (Hooks<Invoker, CallArgs, Tensor>) (Hooks<?, ?, ?>) invoker.hooks().getFirst();
  }

  private static NeuralModule kept() throws Exception {
    Path jar = ModelJar.of(Contract.number());
    assertThat(jar).as("kept by the command in CONTRIBUTING.md").exists();
    return net(ModelJar.load(jar));
  }

  /** Everything that they call exists, even if no test reaches it. */
  @Test
  void modelsOfThisContractLink() throws Exception {
    Path jar = ModelJar.of(Contract.number());
    Links links = new Links(ModelJar.load(jar));
    for (Map.Entry<String, byte[]> type : ModelJar.classes(jar).entrySet()) {
      assertThat(links.missing(type.getValue())).as(type.getKey()).isEmpty();
    }
  }

  @Test
  void modelsOfThisContractCompute() throws Exception {
    NeuralModule net = kept();
    NeuralModule now = net(NOW);
    assertThat(net.getClass()).isNotEqualTo(now.getClass());
    assertThat(net.stateDict().keySet()).isEqualTo(now.stateDict().keySet());
    assertThat(net.schema().toString()).isEqualTo(now.schema().toString());
    assertThat(net.toString()).isEqualTo(now.toString());

    now.save(folder.resolve("net.safetensors"));
    net.load(folder.resolve("net.safetensors"));
    Tensor input = Tensor.of(new float[] {1, -2, 3, 0.5f, 0, -4}, 2, WIDTH);
    for (boolean training : new boolean[] {true, false}) {
      assertThat(call(net.train(training), "call", input).toFloats())
          .isEqualTo(call(now.train(training), "call", input).toFloats());
    }
    assertThat(call(net, "encode", input).toFloats())
        .isEqualTo(call(now, "encode", input).toFloats());
  }

  @Test
  void modelsOfThisContractAreWatched() throws Exception {
    NeuralModule net = kept();
    Tensor input = Tensor.ones(2, WIDTH);
    Tensor plain = call(net, "call", input);
    List<String> seen = new ArrayList<>();
    List<HookHandle> handles = new ArrayList<>();
    handles.add(hooks(net).registerForwardPreHook((_, args) -> args.mapTensors(TWICE)));
    handles.add(hooks(net).registerForwardHook((_, _, result) -> result.mul(3)));
    handles.add(hooks(net).registerFinallyHook((_, _, outcome) -> seen.add("" + outcome)));
    handles.add(net.observeFullBackward((self, _, _) -> seen.add("backward " + self.typeName())));
    Tensor hooked = call(net, "call", input);
    handles.forEach(HookHandle::close);
    assertThat(hooked.toFloats()).isNotEqualTo(plain.toFloats());
    hooked.sum().backward();
    assertThat(net.parameter("first.weight").grad()).isNotNull();
    assertThat(seen).hasSize(2).last().isEqualTo("backward Net");
    assertThat(call(net, "call", input).toFloats()).isEqualTo(plain.toFloats());

    seen.clear();
    HookScope.on(Entry.any())
        .observeForward((self, _, _) -> seen.add(self.path()))
        .call(() -> call(net, "call", input));
    assertThat(seen)
        .containsExactly(
            "first", "blocks.0.inner", "blocks.0", "blocks.1.inner", "blocks.1", "heads.main", "");
  }

  @Test
  void modelsOfThisContractAreTreesOfModules() throws Exception {
    NeuralModule net = kept();
    Linear other = Linear.of(WIDTH, WIDTH);
    net.replaceModule("first", other);
    assertThat(net.module("first")).isSameAs(other);
    assertThatThrownBy(() -> call(net, "call", Tensor.ones(2, WIDTH + 1)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageContaining("input");
  }

  @Test
  @SuppressWarnings("unchecked") // a generic model of any list is one of this list
  void modelsOfThisContractAreFunctions() throws Exception {
    ClassLoader models = ModelJar.load(ModelJar.of(Contract.number()));
    Class<?> model = models.loadClass(ModelJar.MODELS + ".Counter");
    var constructor = model.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object counter = make(models, "CounterInvoker", "wrap", model, constructor.newInstance());
    assertThat(((ToIntFunction<List<String>>) counter).applyAsInt(List.of("a", "b"))).isEqualTo(2);
  }

  /**
   * Everything that such a class calls afterwards is unknown to this version, so it must fail
   * earlier.
   */
  @Test
  void aClassOfAnotherContractSaysWhatToDo() throws Exception {
    for (int number : new int[] {0, 2, 40}) {
      ClassLoader models =
          ModelJar.load(
              ModelJar.of(Contract.number()), bytes -> ModelJar.ofContract(number, bytes));
      assertThatThrownBy(() -> net(models))
          .isExactlyInstanceOf(ContractMismatchError.class)
          .hasMessage(
              "the invoker of org.example.contract.Net was generated for contract %d, and this"
                      .formatted(number)
                  + " version of Forja keeps contract 1: compile org.example.contract.Net again,"
                  + " with the processor of this version");
    }
  }

  /**
   * Without the check, the same classes fail to link; so it is the check that the test above
   * observes.
   */
  @Test
  void aClassOfAnotherContractWouldNotLink() throws Exception {
    ClassLoader models =
        ModelJar.load(
            ModelJar.of(Contract.number()), bytes -> ModelJar.ofContract(Contract.number(), bytes));
    assertThatThrownBy(() -> net(models)).isInstanceOf(NoSuchMethodError.class);
  }

  @Test
  void jarsOfOtherContractsAreRefusedToo() throws Exception {
    for (Path jar : ModelJar.all()) {
      if (ModelJar.contract(jar) != Contract.number()) {
        assertThatThrownBy(() -> net(ModelJar.load(jar)))
            .isExactlyInstanceOf(ContractMismatchError.class);
      }
    }
  }
}
