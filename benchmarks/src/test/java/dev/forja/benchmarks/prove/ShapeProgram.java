package dev.forja.benchmarks.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A random model: layers, ops, splits, residuals, branches and loops on a tensor. The generator
 * tracks the shape of the tensor, so that the program is valid; then half of the programs get one
 * wrong number. Each step is followed by a call of {@link Probe}, which records the shape when the
 * program runs.
 */
final class ShapeProgram {
  private static final String BETWEEN = "\n// next\n";
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w\"$.])(\\d+)(?![\\w\"])");

  private final Random random;
  private final String name;
  private final StringBuilder fields = new StringBuilder();
  private final StringBuilder constructor = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder members = new StringBuilder(ConstructSteps.TYPES);
  private final StringBuilder baseFields = new StringBuilder();
  private final StringBuilder baseConstructor = new StringBuilder();

  /** The sizes: a number, or one of the symbols n, l, d and w. */
  private List<String> shape = new ArrayList<>();

  private int count;

  private ShapeProgram(String name, Random random) {
    this.name = name;
    this.random = random;
  }

  /** The source of a program, and the shape of its argument. */
  record Source(String name, String text, String takes, boolean changed) {}

  static Source of(String name, long seed) {
    ShapeProgram program = new ShapeProgram(name, new Random(seed));
    return program.source(seed % 2 == 1);
  }

  private int number(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private Source source(boolean wrong) {
    switch (random.nextInt(4)) {
      case 0 -> shape.addAll(List.of("n", "" + 2 * number(1, 4)));
      case 3 -> shape.addAll(List.of("n", "l", "d"));
      case 1 -> shape.addAll(List.of("n", "l", "" + 2 * number(1, 4)));
      default -> shape.addAll(List.of("n", "" + number(1, 4), "8", "" + 2 * number(3, 5)));
    }
    String takes = String.join(" ", shape);
    int steps = number(2, 7);
    for (int i = 0; i < steps; i++) {
      step();
    }
    String made = constructor + BETWEEN + baseConstructor + BETWEEN + body;
    if (wrong) {
      List<MatchResult> numbers = NUMBER.matcher(made).results().toList();
      if (!numbers.isEmpty()) {
        MatchResult one = numbers.get(random.nextInt(numbers.size()));
        int value = Math.max(0, Integer.parseInt(one.group()) + (random.nextBoolean() ? 1 : -1));
        made = made.substring(0, one.start()) + value + made.substring(one.end());
      }
    }
    String[] code = made.split(BETWEEN, -1);
    String text =
        """
        package programs;
        import dev.forja.*; import dev.forja.nn.*; import dev.forja.tensor.*; import java.util.*;
        import dev.forja.benchmarks.prove.Probe; import java.util.concurrent.*;
        @SuppressWarnings("forja:ShapeProven") // notes, so that the program can be run
        public final class %s extends %sBase {
        %s%spublic %s(int w) {
        %s}
        @Forward public Tensor forward(@Shape("%s") Tensor x, boolean flag) {
        %sreturn x;
        }
        private static int l0(Tensor y) { return Probe.first(y); }
        private static Tensor twice(Tensor y) { return y.add(y.relu()); }
        }
        class %sBase {
        %s%sBase() {
        %s}
        }
        """
            .formatted(
                name,
                name,
                members,
                fields,
                name,
                code[0],
                takes,
                code[2],
                name,
                baseFields,
                name,
                code[1]);
    return new Source(name, text, takes, wrong);
  }

  String name(String start) {
    return start + count++;
  }

  /** Adds a layer to the model. */
  String layer(String type, String arguments) {
    String field = name("f");
    field(type, field, "%s.of(%s)".formatted(type, arguments));
    return field;
  }

  void field(String type, String field, String value) {
    fields.append("final ").append(type).append(' ').append(field).append(";\n");
    constructor.append("%s = %s;%n".formatted(field, value));
  }

  /** Adds a layer to the superclass of the model. */
  String inherited(String type, String arguments) {
    String field = name("f");
    baseFields.append("final ").append(type).append(' ').append(field).append(";\n");
    baseConstructor.append("%s = %s.of(%s);%n".formatted(field, type, arguments));
    return field;
  }

  void member(String text) {
    members.append(text).append('\n');
  }

  void line(String statement) {
    body.append(statement).append('\n');
  }

  /** Adds a step whose result is x, recorded by the probe. */
  void set(String expression) {
    line("x = " + expression + ";");
    probe();
  }

  void probe() {
    line("Probe.see(\"p" + count++ + "\", x);");
  }

  private String last() {
    return shape.getLast();
  }

  private boolean isNumber(int place) {
    return shape.get(place).matches("\\d+");
  }

  private int size(int place) {
    return Integer.parseInt(shape.get(place));
  }

  private void step() {
    if (shape.size() == 4 && isNumber(2) && isNumber(3) && random.nextInt(3) > 0) {
      image();
    } else if (shape.isEmpty()) {
      set("x.relu()");
    } else {
      switch (random.nextInt(20)) {
        case 0 -> linear();
        case 1 -> residual();
        case 2 -> branch();
        case 3 -> reduce();
        case 4 -> reshape();
        case 5 -> swap();
        case 6 -> parts();
        case 7 -> product();
        case 8 -> axis();
        case 9 -> loop();
        case 10 -> cut();
        case 11 -> norm();
        case 12 -> task();
        case 13 -> uncertain();
        case 14, 15 -> further();
        case 17, 18 -> construct();
        case 16 -> line("if (flag && l0(x) > 2) { return x; }");
        default -> set(random.nextBoolean() ? "twice(x)" : "x.softmax(-1)");
      }
    }
  }

  private void further() {
    String expression = new FurtherSteps(random, shape).next();
    if (expression != null) {
      set(expression);
    }
  }

  private void construct() {
    int at = shape.size() - 1;
    if (isNumber(at) && size(at) > 0) {
      shape.set(at, "" + new ConstructSteps(random, this, size(at)).next());
    }
  }

  private void linear() {
    String out = random.nextInt(4) == 0 ? "w" : "" + number(2, 9);
    if (last().equals("d")) { // one size of many, from here on
      String in = "" + number(1, 5);
      shape.replaceAll(size -> size.equals("d") ? in : size);
    }
    if (isNumber(shape.size() - 1) || last().equals("w")) {
      set(layer("Linear", last() + ", " + out) + ".call(x)");
      shape.set(shape.size() - 1, out);
    }
  }

  /** A layer that is called by a function. */
  private void task() {
    if (isNumber(shape.size() - 1)) {
      String out = "" + number(2, 9);
      String task = "task" + count++;
      line("Tensor %s_x = x;".formatted(task));
      String layer = layer("Linear", last() + ", " + out);
      line("Callable<Tensor> %s = () -> %s.call(%s_x);".formatted(task, layer, task));
      if (random.nextBoolean()) {
        line(
            "FutureTask<Tensor> %s_run = new FutureTask<>(%s); %s_run.run();"
                .formatted(task, task, task));
        task += "_run.get()";
      } else {
        task += ".call()";
      }
      line("try { x = %s; } catch (Exception e) { throw new Error(e); }".formatted(task));
      probe();
      shape.set(shape.size() - 1, out);
    }
  }

  /** Layers that some runs do not call, or whose failure is caught. */
  private void uncertain() {
    if (isNumber(shape.size() - 1)) {
      String call = layer("Linear", last() + ", " + last()) + ".call(x);";
      switch (random.nextInt(5)) {
        case 0 -> line("for (int i = 0; i < l0(x) - 2; i++) { x = %s }".formatted(call));
        case 1 -> line("try { %s } catch (RuntimeException e) { x = x.relu(); }".formatted(call));
        case 2 -> line("do { if (flag) { break; } x = %s } while (l0(x) < 0);".formatted(call));
        case 3 -> line("here: { if (flag) { break here; } x = %s }".formatted(call));
        default -> line("if (flag) { %s }".formatted(call));
      }
      probe();
    }
  }

  private void residual() {
    if (isNumber(shape.size() - 1)) {
      int width = number(2, 9);
      String up = layer("Linear", last() + ", " + width);
      String down = layer("Linear", width + ", " + last());
      set("x.add(%s.call(%s.call(x).gelu()))".formatted(down, up));
    }
  }

  private void branch() {
    if (!isNumber(shape.size() - 1)) {
      return;
    }
    String out = "" + number(2, 9);
    String one = layer("Linear", last() + ", " + out);
    String other = layer("Linear", last() + ", " + out);
    if (random.nextBoolean()) {
      set("flag ? %s.call(x) : %s.call(x).relu()".formatted(one, other));
    } else {
      line("if (flag) { x = %s.call(x); } else { x = %s.call(x).tanh(); }".formatted(one, other));
    }
    shape.set(shape.size() - 1, out);
  }

  private void reduce() {
    int dim = random.nextInt(shape.size());
    int shown = random.nextBoolean() ? dim : dim - shape.size();
    if (random.nextBoolean()) {
      set("x.mean(new int[] {%d}, true)".formatted(shown));
      shape.set(dim, "1");
    } else if (shape.size() > 1) {
      set("x.sum(%d)".formatted(shown));
      shape.remove(dim);
    }
  }

  private void reshape() {
    int at = shape.size() - 1;
    if (isNumber(at) && size(at) % 2 == 0 && size(at) > 0) {
      String lead = shape.size() == 1 ? "" : "x.size(0), ";
      StringBuilder sizes = new StringBuilder(lead);
      for (int dim = 1; dim < at; dim++) {
        boolean shown = isNumber(dim) && random.nextBoolean();
        sizes.append(shown ? shape.get(dim) : "x.size(" + dim + ")").append(", ");
      }
      set("x.reshape(%s2, %d)".formatted(sizes, size(at) / 2));
      shape.set(at, "" + size(at) / 2);
      shape.add(at, "2");
    } else if (shape.size() > 1 && isNumber(at) && isNumber(at - 1)) {
      set("x.flatten(%d)".formatted(at - 1));
      shape.set(at - 1, "" + size(at) * size(at - 1));
      shape.remove(at);
    }
  }

  private void swap() {
    if (shape.size() > 1) {
      int first = random.nextInt(shape.size());
      int second = random.nextInt(shape.size());
      set("x.transpose(%d, %d)".formatted(first, second - shape.size()));
      String moved = shape.get(first);
      shape.set(first, shape.get(second));
      shape.set(second, moved);
    }
  }

  private void parts() {
    int at = random.nextInt(shape.size());
    if (isNumber(at) && size(at) > 1) {
      int count = number(2, 3);
      String parts = "parts" + this.count++;
      line("List<Tensor> %s = x.chunk(%d, %d);".formatted(parts, count, at));
      int first = (size(at) + count - 1) / count;
      set("Tensor.cat(%d, %s.get(0), %s.getFirst())".formatted(at, parts, parts));
      shape.set(at, "" + 2 * first);
    }
  }

  private void product() {
    if (shape.size() > 1) {
      set("x.matmul(x.transpose(-2, -1))");
      shape.set(shape.size() - 1, shape.get(shape.size() - 2));
    }
  }

  private void axis() {
    if (shape.size() < 5) {
      int at = random.nextInt(shape.size() + 1);
      set("x.unsqueeze(%d)".formatted(at));
      shape.add(at, "1");
      if (random.nextBoolean()) {
        set("x.squeeze(%d)".formatted(at));
        shape.remove(at);
      }
    }
  }

  private void loop() {
    if (isNumber(shape.size() - 1)) {
      String layer = layer("Linear", last() + ", " + last());
      line(
          random.nextBoolean()
              ? "for (int i = 0; i < %d; i++) { x = %s.call(x); }".formatted(number(0, 3), layer)
              : "for (Linear each : List.of(%s, %s)) { x = each.call(x); }"
                  .formatted(layer, layer));
      probe();
    }
  }

  private void cut() {
    int at = random.nextInt(shape.size());
    if (isNumber(at) && size(at) > 1) {
      int length = number(1, size(at) - 1);
      switch (random.nextInt(3)) {
        case 0 -> set("x.narrow(%d, %d, %d)".formatted(at, size(at) - length, length));
        case 1 -> set("x.slice(%d, %d, %d)".formatted(at, -length, size(at)));
        default -> set("x.slice(%d, 0, %d)".formatted(at, length));
      }
      shape.set(at, "" + length);
    }
  }

  private void norm() {
    if (isNumber(shape.size() - 1)) {
      set(layer("LayerNorm", last()) + ".call(x)");
    }
  }

  private void image() {
    int channels = number(1, 5);
    switch (random.nextInt(4)) {
      case 0 -> {
        if (isNumber(1) && size(2) > 2 && size(3) > 2) {
          set(layer("Conv2d", "%s, %d, 3".formatted(shape.get(1), channels)) + ".call(x)");
          shape =
              new ArrayList<>(
                  List.of(shape.get(0), "" + channels, "" + (size(2) - 2), "" + (size(3) - 2)));
        }
      }
      case 1 -> {
        if (isNumber(1) && size(2) > 0 && size(3) > 0) {
          String options = "Conv2dOptions.defaults().withPadding(1).withStride(2)";
          set(
              layer("Conv2d", "%s, %d, 3, %s".formatted(shape.get(1), channels, options))
                  + ".call(x)");
          shape =
              new ArrayList<>(
                  List.of(
                      shape.get(0),
                      "" + channels,
                      "" + ((size(2) - 1) / 2 + 1),
                      "" + ((size(3) - 1) / 2 + 1)));
        }
      }
      case 2 -> {
        if (size(2) > 1 && size(3) > 1) {
          set(layer("MaxPool2d", "2") + ".call(x)");
          shape.set(2, "" + size(2) / 2);
          shape.set(3, "" + size(3) / 2);
        }
      }
      default -> {
        if (isNumber(1)) {
          set(layer("Flatten", "") + ".call(x)");
          int all = size(1) * size(2) * size(3);
          shape = new ArrayList<>(List.of(shape.get(0), "" + all));
        }
      }
    }
  }
}
