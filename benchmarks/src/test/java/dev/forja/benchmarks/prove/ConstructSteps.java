package dev.forja.benchmarks.prove;

import java.util.Random;

/**
 * Steps of random programs whose layers stand in arrays, records and superclasses, and are reached
 * by patterns, cases, labels and exceptions. Each takes x with a last dimension of a known size to
 * another one.
 */
final class ConstructSteps {
  /** The types that the statements refer to. */
  static final String TYPES =
      """
      record Two(Linear up, Linear down) {}
      record Pair(Tensor left, Tensor right) {}
      """;

  private final Random random;
  private final ShapeProgram program;
  private final int in;
  private final int out;
  private final int width;

  ConstructSteps(Random random, ShapeProgram program, int in) {
    this.random = random;
    this.program = program;
    this.in = in;
    this.out = number();
    this.width = number();
  }

  private int number() {
    return 2 + random.nextInt(6);
  }

  private String linear(int from, int to) {
    return program.layer("Linear", from + ", " + to);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation belongs to Error Prone
  private void line(String text, Object... parts) {
    program.line(text.formatted(parts));
  }

  /** Adds a step, and returns the last size of x behind it. */
  int next() {
    String name = program.name("c");
    return switch (random.nextInt(9)) {
      case 0 -> array(name);
      case 1 -> inherited();
      case 2 -> cases(name);
      case 3 -> fallsThrough(name);
      case 4 -> yields(name);
      case 5 -> children(name);
      case 6 -> tensors(name);
      case 7 -> labels(name);
      default -> caught(name);
    };
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private int set(String expression, Object... parts) {
    program.set(expression.formatted(parts));
    return out;
  }

  private int array(String name) {
    String made =
        "new Linear[] {Linear.of(%d, %d), Linear.of(%d, %d)}".formatted(in, width, width, out);
    program.field("Linear[]", name, made);
    if (random.nextInt(4) == 0) {
      program.member("void swap%s() { %s[0] = %s[1]; }".formatted(name, name, name));
    }
    if (random.nextBoolean()) {
      return set("%s[1].call(%s[0].call(x))", name, name);
    }
    line("for (Linear each : %s) { x = each.call(x); }", name);
    program.probe();
    return out;
  }

  private int inherited() {
    return set("%s.call(x)", program.inherited("Linear", in + ", " + out));
  }

  private int cases(String name) {
    String other = linear(in + 1, out);
    line("int %s = %d; switch (%s) {", name, 1 + 4 * random.nextInt(3), name);
    line("case 1, 5 -> x = %s.call(x);", linear(in, out));
    line("case 11 -> x = %s.call(x);", other);
    line("default -> { if (flag) { break; } x = %s.call(x); }", linear(in, in));
    line("}");
    line("if (x.size(-1) != %d) { x = %s.call(x); }", out, linear(in, out));
    program.probe();
    return out;
  }

  private int fallsThrough(String name) {
    line("int %s = %s; switch (%s) {", name, random.nextBoolean() ? "l0(x)" : "4", name);
    line("case 1: x = %s.call(x);", linear(in, in));
    line("case 4: x = %s.call(x); break;", linear(in, out));
    line("default: x = %s.call(x);", linear(in, out));
    line("}");
    program.probe();
    return out;
  }

  private int yields(String name) {
    String one = linear(in, out);
    line("int %s = %d;", name, 1 + random.nextInt(3));
    return set(
        "switch (%s) { case 1 -> { if (flag) { yield %s.call(x); } yield %s.call(x).relu(); }"
            + " default -> %s.call(x); }",
        name, one, one, linear(in, out));
  }

  private int children(String name) {
    String two = "new Two(%s, %s)".formatted(linear(in, width), linear(width, out));
    String made = random.nextBoolean() ? two : "flag ? %s : x".formatted(two);
    line("Object %s = %s;", name, made);
    if (random.nextBoolean()) {
      line("if (%s instanceof Two(Linear p%s, var q%s)) {", name, name, name);
      line("x = q%s.call(p%s.call(x));", name, name);
      line("} else { x = %s.call(x); }", linear(in, out));
    } else {
      line("switch (%s) {", name);
      line("case Two(var p, var q) when flag -> x = q.call(p.call(x));");
      line("case Two two -> x = two.down().call(two.up().call(x));");
      line("default -> x = %s.call(x);", linear(in, out));
      line("}");
    }
    program.probe();
    return out;
  }

  private int tensors(String name) {
    line("var %s = new Pair(%s.call(x), x);", name, linear(in, out));
    String added = random.nextBoolean() ? "left" : linear(in, out) + ".call(right)";
    return set("switch (%s) { case Pair(Tensor left, var right) -> left.add(%s); }", name, added);
  }

  private int labels(String name) {
    String layer = linear(in, in);
    switch (random.nextInt(3)) {
      case 0 -> {
        line("%s: for (int i = 0; i < 2; i++) { for (int j = 0; j < 2; j++) {", name);
        line("if (flag && j > 0) { continue %s; } x = %s.call(x); } }", name, layer);
      }
      case 1 -> {
        line("if (flag) { %s: { if (l0(x) > 2) { break %s; }", name, name);
        line("throw new IllegalStateException(); } return x; }");
        line("x = %s.call(x);", layer);
      }
      default -> {
        line("for (int i = 0; i < 9; i++) { if (i == 2) { break; }");
        line("if (flag && l0(x) > 3) { continue; } x = %s.call(x); }", layer);
      }
    }
    program.probe();
    return set("%s.call(x)", linear(in, out));
  }

  private int caught(String name) {
    String down = linear(width, out);
    line("Tensor %s = x; try {", name);
    line("%s = %s.call(%s);", name, linear(in, width), name);
    line("if (flag) { throw new IllegalStateException(); }");
    line("x = %s.call(%s); %s = x;", down, name, name);
    line("} catch (IllegalStateException e) {");
    program.set("%s.call(%s)".formatted(down, name));
    line("} finally { l0(%s); }", name);
    program.probe();
    return out;
  }
}
