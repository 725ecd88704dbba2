package dev.forja.disturbed;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random arguments by type: values at the ends of their ranges, and tensors of unusual shapes and
 * values.
 */
final class Draws {
  private static final int[] INTS = {
    Integer.MIN_VALUE, -65536, -2, -1, 0, 1, 2, 3, 4, 65536, 1 << 30, Integer.MAX_VALUE
  };
  private static final double[] DOUBLES = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -1e300,
    -1,
    -0.0,
    0,
    1e-300,
    0.5,
    1,
    2,
    1e300
  };
  private static final String[] TEXTS = {"", "ij,jk->ik", "i,i->", "...i->...", "a.b", "\ud800"};
  private static final int DEEPEST = 3;

  private final Random random;
  private final Judge judge;
  private boolean modest;

  Draws(long seed, Judge judge) {
    random = new Random(seed);
    this.judge = judge;
  }

  /** Draws no large numbers; otherwise a layer with 2^31 layers in it might be requested. */
  void modest(boolean now) {
    modest = now;
  }

  /** Receives the outcome of creating an argument. */
  @FunctionalInterface
  interface Judge {
    void judge(String call, Throwable thrown, @Nullable Object... args);
  }

  /**
   * Arguments for all parameters of a method; null if one of them has a type for which none can be
   * drawn.
   */
  @Nullable Object @Nullable [] of(Type... types) {
    return each(types, 0);
  }

  private @Nullable Object one(Type type, int depth) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      List<Object> values = new ArrayList<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        Object value = one(list.getActualTypeArguments()[0], depth);
        if (value == null) {
          return null;
        }
        values.add(value);
      }
      return values;
    }
    return type instanceof Class<?> plain ? plain(plain, depth) : null;
  }

  private @Nullable Object plain(Class<?> type, int depth) {
    if (type == int.class || type == Integer.class) {
      int drawn = INTS[random.nextInt(INTS.length)];
      return modest && drawn > 4 ? 4 : drawn;
    } else if (type == long.class) {
      return random.nextBoolean() ? INTS[random.nextInt(INTS.length)] : random.nextLong();
    } else if (type == double.class || type == Double.class) {
      return DOUBLES[random.nextInt(DOUBLES.length)];
    } else if (type == float.class) {
      return (float) DOUBLES[random.nextInt(DOUBLES.length)];
    } else if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == String.class) {
      return TEXTS[random.nextInt(TEXTS.length)];
    } else if (type == Tensor.class) {
      return tensor();
    } else if (type.isEnum()) {
      Object[] all = type.getEnumConstants();
      return all[random.nextInt(all.length)];
    } else if (type.isArray()) {
      int n = random.nextInt(4);
      Object array = Array.newInstance(type.getComponentType(), n);
      for (int i = 0; i < n; i++) {
        Object value = plain(type.getComponentType(), depth);
        if (value == null) {
          return null;
        }
        Array.set(array, i, value);
      }
      return array;
    }
    return depth < DEEPEST && type.getName().startsWith("dev.forja.")
        ? made(type, depth + 1)
        : null;
  }

  /** A value that is created in one of the ways that users have; null if there is none. */
  private @Nullable Object made(Class<?> type, int depth) {
    List<Method> makers =
        Arrays.stream(type.getMethods())
            .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getReturnType() == type)
            .toList();
    for (int trial = 0; trial < 4; trial++) {
      @Nullable Object[] last = {};
      try {
        if (!makers.isEmpty() && (!type.isRecord() || random.nextBoolean())) {
          Method maker = makers.get(random.nextInt(makers.size()));
          @Nullable Object[] values = each(maker.getGenericParameterTypes(), depth);
          if (values != null) {
            last = values;
            return maker.invoke(null, values);
          }
        } else if (type.isRecord()) {
          Constructor<?> maker = type.getConstructors()[0];
          @Nullable Object[] values = each(maker.getGenericParameterTypes(), depth);
          if (values != null) {
            last = values;
            return maker.newInstance(values);
          }
        }
      } catch (InvocationTargetException refused) {
        judge.judge(type.getSimpleName(), refused.getTargetException(), last);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(type.getName(), e);
      }
    }
    return null;
  }

  private @Nullable Object @Nullable [] each(Type[] types, int depth) {
    @Nullable Object[] values = new @Nullable Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = one(types[i], depth);
      if (values[i] == null) {
        return null;
      }
    }
    return values;
  }

  Tensor tensor() {
    return switch (random.nextInt(18)) {
      case 0 -> Tensor.scalar(1.5f);
      case 1 -> Tensor.vector(1, Float.NaN, Float.POSITIVE_INFINITY);
      case 2 -> Tensor.zeros(0);
      case 3 -> Tensor.ones(2, 3);
      case 4 -> Tensor.randn(2, 3).requiresGrad(true);
      case 5 -> Tensor.randn(1, 2, 4, 4).requiresGrad(true);
      case 6 -> Tensor.zeros(2, 0);
      case 7 -> Tensor.ofLongs(0, 1, 2);
      case 8 -> Tensor.ofLongs(-1, Long.MAX_VALUE, Long.MIN_VALUE);
      case 9 -> Tensor.of(new boolean[] {true, false, true}, 3);
      case 10 -> Tensor.ones(1, 3).expand(4, 3);
      case 11 -> Tensor.randn(3, 2).transpose(0, 1);
      case 12 -> Tensor.ones(1, 1, 1, 1);
      case 13 -> Tensor.randn(3, 2, 2).requiresGrad(true);
      case 14 -> Tensor.zeros(0, 3, 4, 4);
      case 15 -> Tensor.of(new int[] {0, 1, 1}, 3);
      case 16 -> Tensor.ones(2, 2).to(random.nextBoolean() ? DType.BF16 : DType.U8);
      default -> Tensor.randn(2, 1, 4).requiresGrad(true);
    };
  }
}
