package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static dev.forja.kernel.vector.base.Transpose.LOWER;
import static dev.forja.kernel.vector.base.Transpose.UPPER;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@code to[p * stride + r] = from[r * ld + p]} for 16 rows and 16 columns, in 32 registers of 16
 * lanes: row i is zipped with row i + 8, four times. Transposing through memory takes about four
 * times as long.
 */
final class Transpose16 {
  private Transpose16() {}

  static void run(float[] from, int fo, int ld, float[] to, int at, int stride) {
    IntVector a0 = FloatVector.fromArray(SPECIES, from, fo).reinterpretAsInts();
    IntVector a1 = FloatVector.fromArray(SPECIES, from, fo + ld).reinterpretAsInts();
    IntVector a2 = FloatVector.fromArray(SPECIES, from, fo + 2 * ld).reinterpretAsInts();
    IntVector a3 = FloatVector.fromArray(SPECIES, from, fo + 3 * ld).reinterpretAsInts();
    IntVector a4 = FloatVector.fromArray(SPECIES, from, fo + 4 * ld).reinterpretAsInts();
    IntVector a5 = FloatVector.fromArray(SPECIES, from, fo + 5 * ld).reinterpretAsInts();
    IntVector a6 = FloatVector.fromArray(SPECIES, from, fo + 6 * ld).reinterpretAsInts();
    IntVector a7 = FloatVector.fromArray(SPECIES, from, fo + 7 * ld).reinterpretAsInts();
    IntVector a8 = FloatVector.fromArray(SPECIES, from, fo + 8 * ld).reinterpretAsInts();
    IntVector a9 = FloatVector.fromArray(SPECIES, from, fo + 9 * ld).reinterpretAsInts();
    IntVector a10 = FloatVector.fromArray(SPECIES, from, fo + 10 * ld).reinterpretAsInts();
    IntVector a11 = FloatVector.fromArray(SPECIES, from, fo + 11 * ld).reinterpretAsInts();
    IntVector a12 = FloatVector.fromArray(SPECIES, from, fo + 12 * ld).reinterpretAsInts();
    IntVector a13 = FloatVector.fromArray(SPECIES, from, fo + 13 * ld).reinterpretAsInts();
    IntVector a14 = FloatVector.fromArray(SPECIES, from, fo + 14 * ld).reinterpretAsInts();
    IntVector a15 = FloatVector.fromArray(SPECIES, from, fo + 15 * ld).reinterpretAsInts();
    IntVector b0 = LOWER.selectFrom(a0, a8);
    IntVector b1 = UPPER.selectFrom(a0, a8);
    IntVector b2 = LOWER.selectFrom(a1, a9);
    IntVector b3 = UPPER.selectFrom(a1, a9);
    IntVector b4 = LOWER.selectFrom(a2, a10);
    IntVector b5 = UPPER.selectFrom(a2, a10);
    IntVector b6 = LOWER.selectFrom(a3, a11);
    IntVector b7 = UPPER.selectFrom(a3, a11);
    IntVector b8 = LOWER.selectFrom(a4, a12);
    IntVector b9 = UPPER.selectFrom(a4, a12);
    IntVector b10 = LOWER.selectFrom(a5, a13);
    IntVector b11 = UPPER.selectFrom(a5, a13);
    IntVector b12 = LOWER.selectFrom(a6, a14);
    IntVector b13 = UPPER.selectFrom(a6, a14);
    IntVector b14 = LOWER.selectFrom(a7, a15);
    IntVector b15 = UPPER.selectFrom(a7, a15);
    a0 = LOWER.selectFrom(b0, b8);
    a1 = UPPER.selectFrom(b0, b8);
    a2 = LOWER.selectFrom(b1, b9);
    a3 = UPPER.selectFrom(b1, b9);
    a4 = LOWER.selectFrom(b2, b10);
    a5 = UPPER.selectFrom(b2, b10);
    a6 = LOWER.selectFrom(b3, b11);
    a7 = UPPER.selectFrom(b3, b11);
    a8 = LOWER.selectFrom(b4, b12);
    a9 = UPPER.selectFrom(b4, b12);
    a10 = LOWER.selectFrom(b5, b13);
    a11 = UPPER.selectFrom(b5, b13);
    a12 = LOWER.selectFrom(b6, b14);
    a13 = UPPER.selectFrom(b6, b14);
    a14 = LOWER.selectFrom(b7, b15);
    a15 = UPPER.selectFrom(b7, b15);
    b0 = LOWER.selectFrom(a0, a8);
    b1 = UPPER.selectFrom(a0, a8);
    b2 = LOWER.selectFrom(a1, a9);
    b3 = UPPER.selectFrom(a1, a9);
    b4 = LOWER.selectFrom(a2, a10);
    b5 = UPPER.selectFrom(a2, a10);
    b6 = LOWER.selectFrom(a3, a11);
    b7 = UPPER.selectFrom(a3, a11);
    b8 = LOWER.selectFrom(a4, a12);
    b9 = UPPER.selectFrom(a4, a12);
    b10 = LOWER.selectFrom(a5, a13);
    b11 = UPPER.selectFrom(a5, a13);
    b12 = LOWER.selectFrom(a6, a14);
    b13 = UPPER.selectFrom(a6, a14);
    b14 = LOWER.selectFrom(a7, a15);
    b15 = UPPER.selectFrom(a7, a15);
    LOWER.selectFrom(b0, b8).reinterpretAsFloats().intoArray(to, at);
    UPPER.selectFrom(b0, b8).reinterpretAsFloats().intoArray(to, at + stride);
    LOWER.selectFrom(b1, b9).reinterpretAsFloats().intoArray(to, at + 2 * stride);
    UPPER.selectFrom(b1, b9).reinterpretAsFloats().intoArray(to, at + 3 * stride);
    LOWER.selectFrom(b2, b10).reinterpretAsFloats().intoArray(to, at + 4 * stride);
    UPPER.selectFrom(b2, b10).reinterpretAsFloats().intoArray(to, at + 5 * stride);
    LOWER.selectFrom(b3, b11).reinterpretAsFloats().intoArray(to, at + 6 * stride);
    UPPER.selectFrom(b3, b11).reinterpretAsFloats().intoArray(to, at + 7 * stride);
    LOWER.selectFrom(b4, b12).reinterpretAsFloats().intoArray(to, at + 8 * stride);
    UPPER.selectFrom(b4, b12).reinterpretAsFloats().intoArray(to, at + 9 * stride);
    LOWER.selectFrom(b5, b13).reinterpretAsFloats().intoArray(to, at + 10 * stride);
    UPPER.selectFrom(b5, b13).reinterpretAsFloats().intoArray(to, at + 11 * stride);
    LOWER.selectFrom(b6, b14).reinterpretAsFloats().intoArray(to, at + 12 * stride);
    UPPER.selectFrom(b6, b14).reinterpretAsFloats().intoArray(to, at + 13 * stride);
    LOWER.selectFrom(b7, b15).reinterpretAsFloats().intoArray(to, at + 14 * stride);
    UPPER.selectFrom(b7, b15).reinterpretAsFloats().intoArray(to, at + 15 * stride);
  }
}
