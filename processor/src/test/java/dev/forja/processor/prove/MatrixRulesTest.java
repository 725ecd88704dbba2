package dev.forja.processor.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shapes of solutions, diagonals, copies and contracted tensors, by their rules. */
final class MatrixRulesTest {
  private static final Size N = Size.of(new Symbol("n"));

  private static Value shape(Object... sizes) {
    List<Size> all = new ArrayList<>();
    for (Object size : sizes) {
      all.add(size instanceof Integer number ? Size.of(number) : (Size) size);
    }
    return Operands.tensor(Dims.of(all));
  }

  private static Value ints(int... values) {
    return new Value.Ints(IntStream.of(values).mapToObj(Size::of).toList());
  }

  private static Value number(int value) {
    return new Value.Int(Size.of(value));
  }

  private static String call(String name, Value... operands) {
    return Value.show(
        RuleBook.call(name, new Operands(List.of(operands), (_, _) -> Value.UNKNOWN)));
  }

  @Test
  void solutionsHaveTheShapesOfRightSides() {
    assertThat(call("solve", shape(5, 3, 3), shape(3))).isEqualTo("[5, 3]");
    assertThat(call("solve", shape(3, 3), shape(3, N))).isEqualTo("[3, n]");
    assertThat(call("solve", shape(3, 3), shape(2, 3, 4))).isEqualTo("[2, 3, 4]");
    // vectors or columns, which depends on the sizes
    assertThat(call("solve", shape(3, 3, 3), shape(3, 3))).isEqualTo("[...]");
    assertThatThrownBy(() -> call("solve", shape(3, 3), shape(4)))
        .isInstanceOf(ShapeMismatch.class);
  }

  @Test
  void diagonalsGrowAndShrinkByTheirOffsets() {
    assertThat(call("diag", shape(4), number(-2))).isEqualTo("[6, 6]");
    assertThat(call("diag", shape(4, 6), number(3))).isEqualTo("[3]");
    assertThat(call("diag", shape(4, 6), number(-3))).isEqualTo("[1]");
    assertThat(call("diag", shape(4, 6), number(0))).isEqualTo("[4]");
    assertThat(call("diagEmbed", shape(N, 4), number(1), number(0), number(-1)))
        .isEqualTo("[5, n, 5]");
  }

  @Test
  void copiesMultiplyTheLastSizes() {
    assertThat(call("tile", shape(N, 4), ints(3))).isEqualTo("[n, 12]");
    assertThat(call("tile", shape(4), ints(2, 1, 3))).isEqualTo("[2, 1, 12]");
    assertThat(call("tile", Operands.tensor(Dims.UNKNOWN), ints(2))).isEqualTo("[...]");
  }

  @Test
  void contractedDimensionsVanish() {
    Value x = shape(2, N, 5);
    assertThat(call("tensordot", x, shape(5, 7), ints(-1), ints(0))).isEqualTo("[2, n, 7]");
    assertThat(call("tensordot", x, shape(5, 7), number(1))).isEqualTo("[2, n, 7]");
    assertThat(call("tensordot", x, shape(N, 5, 7), number(2))).isEqualTo("[2, 7]");
    assertThatThrownBy(() -> call("tensordot", x, shape(6, 7), number(1)))
        .isInstanceOf(ShapeMismatch.class);
  }

  @Test
  void movedAndSplitDimensionsKeepTheOthers() {
    assertThat(call("movedim", shape(2, 3, N), number(0), number(-1))).isEqualTo("[3, n, 2]");
    assertThat(call("movedim", shape(2, 3, N), ints(0, 2), ints(1, 0))).isEqualTo("[n, 2, 3]");
    assertThat(call("tensorSplit", shape(N, 7), number(3), number(1)))
        .isEqualTo("{[n, 3], [n, 2], [n, 2]}");
    assertThat(call("meshgrid", new Value.Items(List.of(shape(3), shape(), shape(N)))))
        .isEqualTo("{[3, 1, n], [3, 1, n], [3, 1, n]}");
  }
}
