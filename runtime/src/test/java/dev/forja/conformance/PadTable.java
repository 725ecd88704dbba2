package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;

import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.CircularPad1d;
import dev.forja.nn.CircularPad2d;
import dev.forja.nn.CircularPad3d;
import dev.forja.nn.ConstantPad1d;
import dev.forja.nn.ConstantPad2d;
import dev.forja.nn.ConstantPad3d;
import dev.forja.nn.ReflectionPad1d;
import dev.forja.nn.ReflectionPad2d;
import dev.forja.nn.ReflectionPad3d;
import dev.forja.nn.ReplicationPad1d;
import dev.forja.nn.ReplicationPad2d;
import dev.forja.nn.ReplicationPad3d;
import dev.forja.nn.ZeroPad1d;
import dev.forja.nn.ZeroPad3d;
import java.util.Arrays;
import java.util.Map;

/** The pads of sequences, images and volumes. */
final class PadTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry(
              "ReflectionPad1d",
              unary(
                  args -> {
                    int[] p = paddings(args, 2);
                    return ReflectionPad1d.of(p[0], p[1]);
                  })),
          entry(
              "ReplicationPad1d",
              unary(
                  args -> {
                    int[] p = paddings(args, 2);
                    return ReplicationPad1d.of(p[0], p[1]);
                  })),
          entry(
              "CircularPad1d",
              unary(
                  args -> {
                    int[] p = paddings(args, 2);
                    return CircularPad1d.of(p[0], p[1]);
                  })),
          entry(
              "ZeroPad1d",
              unary(
                  args -> {
                    int[] p = paddings(args, 2);
                    return ZeroPad1d.of(p[0], p[1]);
                  })),
          entry(
              "ConstantPad1d",
              unary(
                  args -> {
                    int[] p = paddings(args, 2);
                    return ConstantPad1d.of(p[0], p[1], args.number("value"));
                  })),
          entry(
              "ReflectionPad2d",
              unary(
                  args -> {
                    int[] p = paddings(args, 4);
                    return ReflectionPad2d.of(p[0], p[1], p[2], p[3]);
                  })),
          entry(
              "ReplicationPad2d",
              unary(
                  args -> {
                    int[] p = paddings(args, 4);
                    return ReplicationPad2d.of(p[0], p[1], p[2], p[3]);
                  })),
          entry(
              "CircularPad2d",
              unary(
                  args -> {
                    int[] p = paddings(args, 4);
                    return CircularPad2d.of(p[0], p[1], p[2], p[3]);
                  })),
          entry(
              "ConstantPad2d",
              unary(
                  args -> {
                    int[] p = paddings(args, 4);
                    return ConstantPad2d.of(p[0], p[1], p[2], p[3], args.number("value"));
                  })),
          entry(
              "ReflectionPad3d",
              unary(
                  args -> {
                    int[] p = paddings(args, 6);
                    return ReflectionPad3d.of(p[0], p[1], p[2], p[3], p[4], p[5]);
                  })),
          entry(
              "ReplicationPad3d",
              unary(
                  args -> {
                    int[] p = paddings(args, 6);
                    return ReplicationPad3d.of(p[0], p[1], p[2], p[3], p[4], p[5]);
                  })),
          entry(
              "CircularPad3d",
              unary(
                  args -> {
                    int[] p = paddings(args, 6);
                    return CircularPad3d.of(p[0], p[1], p[2], p[3], p[4], p[5]);
                  })),
          entry(
              "ZeroPad3d",
              unary(
                  args -> {
                    int[] p = paddings(args, 6);
                    return ZeroPad3d.of(p[0], p[1], p[2], p[3], p[4], p[5]);
                  })),
          entry(
              "ConstantPad3d",
              unary(
                  args -> {
                    int[] p = paddings(args, 6);
                    return ConstantPad3d.of(
                        p[0], p[1], p[2], p[3], p[4], p[5], args.number("value"));
                  })));

  private PadTable() {}

  /** As many numbers as given: one stands for all sides. */
  private static int[] paddings(Args args, int sides) {
    int[] given = args.integers("padding");
    if (given.length == sides) {
      return given;
    }
    int[] all = new int[sides];
    Arrays.fill(all, given[0]);
    return all;
  }
}
