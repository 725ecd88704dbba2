package dev.forja.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.EmbeddingOptions;
import dev.forja.nn.Size2d;
import dev.forja.nn.UpsampleMode;
import dev.forja.nn.UpsampleOptions;
import dev.forja.optim.Adam;
import dev.forja.optim.SGDOptions;
import dev.forja.tensor.Options;
import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.StftOptions;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules for all options, which let a later version add a setting without breaking callers. */
class OptionsTest {
  /**
   * The settings that a method changes, for methods that change more or other settings than their
   * name says.
   */
  private static final Map<String, Set<String>> CHANGES =
      Map.of(
          "AdamOptions.withBetas", Set.of("beta1", "beta2"),
          "AdamOptions.withMomentum", Set.of("beta1"),
          "ConvOptions.withPadding", Set.of("padding", "samePadding"),
          "Conv1dOptions.withPadding", Set.of("padding", "samePadding"),
          "Conv2dOptions.withPadding", Set.of("padding", "samePadding"),
          "KLDivOptions.withReduction", Set.of("reduction", "batchMean"));

  /** Settings that only the factories set. */
  private static final Set<String> OF_FACTORIES =
      Set.of(
          "PoolOptions.kernelSize",
          "StftOptions.nFft",
          "UpsampleOptions.size",
          "UpsampleOptions.scaleFactor");

  private static final List<JavaClass> PUBLIC =
      new ClassFileImporter()
              .importLocations(
                  Set.of(
                      Location.of(
                          Tensor.class.getProtectionDomain().getCodeSource().getLocation())))
              .stream()
              .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
              .toList();

  private static List<Class<?>> options() {
    return PUBLIC.stream()
        .filter(each -> each.isAssignableTo(Options.class) && !each.isEquivalentTo(Options.class))
        .<Class<?>>map(JavaClass::reflect)
        .toList();
  }

  @Test
  void noPublicRecordHoldsOptions() {
    assertThat(PUBLIC)
        .filteredOn(JavaClass::isRecord)
        .filteredOn(
            each ->
                each.getSimpleName().endsWith("Options")
                    || each.tryGetMethod("defaults").isPresent())
        .isEmpty();
  }

  @Test
  void optionsAreFinalAndHaveNoConstructorThatOthersSee() {
    assertThat(options())
        .hasSizeGreaterThan(20)
        .contains(Conv2dOptions.class, SGDOptions.class)
        .allMatch(type -> Modifier.isFinal(type.getModifiers()))
        .flatExtracting(type -> List.of(type.getDeclaredConstructors()))
        .extracting(each -> ((Constructor<?>) each).getModifiers())
        .allMatch(Modifier::isPrivate);
  }

  @Test
  void everyFieldIsASettingWithAnAccessor() throws Exception {
    for (Class<?> type : options()) {
      Options<?> start = start(type);
      Map<String, @Nullable Object> settings = settings(start);
      assertThat(settings.keySet())
          .as(type.getName())
          .isEqualTo(
              Arrays.stream(type.getDeclaredFields())
                  .filter(field -> !Modifier.isStatic(field.getModifiers()))
                  .map(Field::getName)
                  .collect(Collectors.toSet()));
      for (String name : settings.keySet()) {
        assertThat(type.getMethod(name).invoke(start))
            .as(type.getName() + "." + name)
            .isEqualTo(settings.get(name));
      }
    }
  }

  @Test
  void everySettingIsChangedByAMethodThatChangesNothingElse() throws Exception {
    for (Class<?> type : options()) {
      Set<String> changeable = new TreeSet<>();
      for (Method method : type.getMethods()) {
        if (method.getName().matches("with[A-Z].*") && !method.isBridge()) {
          Set<String> expected = expected(method);
          Options<?> from = ready(start(type), expected);
          Map<String, @Nullable Object> before = settings(from);
          Object[] arguments = arguments(method, before, expected);
          Object result = requireNonNull(method.invoke(from, arguments));
          assertThat(changed(before, settings((Options<?>) result)))
              .as(method.toString())
              .isEqualTo(expected);
          assertThat(settings(from)).as("the options before %s", method).isEqualTo(before);
          changeable.addAll(expected);
        }
      }
      Set<String> all = new TreeSet<>(settings(start(type)).keySet());
      all.removeIf(name -> OF_FACTORIES.contains(type.getSimpleName() + "." + name));
      assertThat(changeable).as(type.getName()).isEqualTo(all);
    }
  }

  @Test
  void sizesAreGivenAsOneNumberOrAsTwo() {
    for (Class<?> type : options()) {
      for (Method method : type.getMethods()) {
        if (Arrays.equals(method.getParameterTypes(), new Class<?>[] {Size2d.class})
            || Arrays.equals(method.getParameterTypes(), new Class<?>[] {Size3d.class})) {
          assertThat(type.getMethods())
              .as(method.toString())
              .anyMatch(
                  other ->
                      other.getName().equals(method.getName())
                          && Arrays.equals(other.getParameterTypes(), new Class<?>[] {int.class}));
        }
      }
    }
    assertThat(Conv2dOptions.defaults().withStride(2).stride()).isEqualTo(new Size2d(2, 2));
  }

  @Test
  void optionsAreEqualByTheirSettingsAndShowThem() {
    Conv2dOptions options = Conv2dOptions.defaults().withStride(2);
    assertThat(options)
        .isEqualTo(Conv2dOptions.defaults().withStride(new Size2d(2, 2)))
        .hasSameHashCodeAs(Conv2dOptions.defaults().withStride(new Size2d(2, 2)))
        .isNotEqualTo(Conv2dOptions.defaults());
    assertThat(EmbeddingOptions.defaults())
        .hasToString(
            "EmbeddingOptions{paddingIdx=null, maxNorm=null, normType=2.0, scaleGradByFreq=false}");
  }

  /** The default options, from the class itself or from that of the optimiser. */
  private static Options<?> start(Class<?> type) throws Exception {
    if (type == UpsampleOptions.class) {
      return UpsampleOptions.by(2).withMode(UpsampleMode.BILINEAR);
    }
    if (type == PoolOptions.class) {
      return PoolOptions.of(3);
    }
    if (type == StftOptions.class) {
      return StftOptions.of(16);
    }
    boolean own = Arrays.stream(type.getMethods()).anyMatch(m -> m.getName().equals("defaults"));
    Class<?> owner = own ? type : Class.forName(type.getName().replaceAll("Options$", ""));
    return (Options<?>) requireNonNull(owner.getMethod("defaults").invoke(null));
  }

  /** Options in a state in which clearing a flag has a visible effect. */
  private static Options<?> ready(Options<?> start, Set<String> expected) throws Exception {
    if (expected.size() == 1 || start.equals(Adam.defaults())) {
      return start;
    }
    String sets = expected.contains("samePadding") ? "withSamePadding" : "withBatchMean";
    return (Options<?>) requireNonNull(start.getClass().getMethod(sets).invoke(start));
  }

  private static Map<String, @Nullable Object> settings(Options<?> options) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    BiConsumer<String, @Nullable Object> put = settings::put;
    try {
      Method list = options.getClass().getDeclaredMethod("list", BiConsumer.class);
      list.setAccessible(true);
      list.invoke(options, put);
    } catch (ReflectiveOperationException failure) {
      throw new LinkageError("options without a list", failure);
    }
    return settings;
  }

  private static Set<String> expected(Method method) {
    String setting = method.getName().substring("with".length());
    return CHANGES.getOrDefault(
        method.getDeclaringClass().getSimpleName() + "." + method.getName(),
        Set.of(Character.toLowerCase(setting.charAt(0)) + setting.substring(1)));
  }

  private static Set<String> changed(
      Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    Map<String, Object> changed = new TreeMap<>();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach(
        (name, value) -> {
          if (!Objects.equals(value, before.get(name))) {
            changed.put(name, name);
          }
        });
    return changed.keySet();
  }

  /** Arguments that differ from all current settings. */
  private static Object[] arguments(
      Method method, Map<String, @Nullable Object> settings, Set<String> expected) {
    Object now = settings.get(expected.iterator().next());
    return Arrays.stream(method.getParameterTypes()).map(type -> other(type, now)).toArray();
  }

  private static Object other(Class<?> type, @Nullable Object now) {
    if (type == boolean.class) {
      return !Boolean.TRUE.equals(now);
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(each -> each != now && each != UpsampleMode.NEAREST)
          .reduce((_, last) -> last)
          .orElseThrow();
    }
    if (type == Size3d.class) {
      return new Size3d(7, 5, 3);
    }
    Map<Class<?>, Object> others =
        Map.of(
            int.class,
            7,
            Integer.class,
            7,
            long.class,
            7L,
            double.class,
            0.625,
            Double.class,
            0.625,
            Size2d.class,
            new Size2d(7, 5),
            Tensor.class,
            Tensor.ones(3),
            EmbeddingOptions.class,
            EmbeddingOptions.defaults().withNormType(1),
            TensorFunction.class,
            (TensorFunction) Tensor::tanh);
    return requireNonNull(others.get(type), type::toString);
  }
}
