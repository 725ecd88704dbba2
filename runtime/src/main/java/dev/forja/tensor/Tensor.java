package dev.forja.tensor;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import dev.forja.op.CatOp;
import dev.forja.op.Op;
import dev.forja.op.StackOp;
import dev.forja.op.WhereOp;
import dev.forja.spi.InvokerBase;
import dev.forja.spi.ShapeRule;
import dev.forja.spi.Shaped;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers with a shape, which can record how it was computed so that gradients can be
 * computed. Tensors are immutable for users: every method returns a new tensor, which may share
 * storage. Only {@link InPlace} changes values, and only those of leaves: parameters, buffers and
 * optimiser state.
 *
 * <p>Methods have PyTorch's names in Java spelling and are declared in the interfaces that this
 * class implements, by family. Negative dimensions count from the end. Thread-safe, except for
 * changes in place and for the gradients of leaves.
 */
@InvokerBase(value = "dev.forja.module.NeuralModule", functions = TensorFunction.class)
public sealed class Tensor
    implements Shaped,
        ActivationFunctions,
        Arithmetic,
        Arrangement,
        Comparisons,
        Convolutions,
        Decompositions,
        Differentiation,
        Distances,
        Elements,
        Images,
        Indexing,
        LikelihoodLosses,
        LinearAlgebra,
        Logic,
        Losses,
        MarginLosses,
        MathFunctions,
        Normalization,
        Ordering,
        Products,
        Poolings,
        Reductions,
        Scattering,
        ShapeOps,
        Spectra,
        Statistics,
        Vision,
        Warping
    permits Parameter {
  private final NdArray array;
  private final @Nullable GradNode node;
  private final int output;
  private final boolean fromGradients;
  private boolean requiresGrad;
  private @Nullable Tensor grad;

  private Tensor(NdArray array, @Nullable GradNode node, int output, boolean fromGradients) {
    this.array = array;
    this.node = node;
    this.output = output;
    this.fromGradients = fromGradients;
    this.requiresGrad = node != null;
  }

  /** Called by {@link Parameter}. */
  Tensor(NdArray array) {
    this(array, null, 0, false);
  }

  // -- creation

  /** A tensor over an array, which the caller must not change afterwards. */
  public static Tensor of(NdArray array) {
    return new Tensor(array);
  }

  /** A float32 vector of a copy of {@code data}. */
  @ShapeRule("[null]")
  public static Tensor of(float[] data) {
    return of(data, data.length);
  }

  /** A float32 tensor of a copy of {@code data}, in this shape. */
  @ShapeRule("shape($1)")
  public static Tensor of(float[] data, int... shape) {
    return of(NdArray.dense(Storage.of(data.clone()), shape));
  }

  /** A float32 vector. */
  @ShapeRule("[null]")
  public static Tensor vector(float... data) {
    return of(data, data.length);
  }

  /** An int64 vector of a copy of {@code data}. */
  @ShapeRule("[null]")
  public static Tensor of(long[] data) {
    return of(data, data.length);
  }

  /** An int64 tensor of a copy of {@code data}, in this shape. */
  @ShapeRule("shape($1)")
  public static Tensor of(long[] data, int... shape) {
    return of(NdArray.dense(Storage.of(data.clone()), shape));
  }

  /** An int64 vector. */
  @ShapeRule("[null]")
  public static Tensor ofLongs(long... data) {
    return of(data, data.length);
  }

  /** An int32 vector of a copy of {@code data}. */
  @ShapeRule("[null]")
  public static Tensor of(int[] data) {
    return of(data, data.length);
  }

  /** An int32 tensor of a copy of {@code data}, in this shape. */
  @ShapeRule("shape($1)")
  public static Tensor of(int[] data, int... shape) {
    return of(NdArray.dense(Storage.of(data.clone()), shape));
  }

  /** A bool vector of a copy of {@code data}. */
  @ShapeRule("[null]")
  public static Tensor of(boolean[] data) {
    return of(data, data.length);
  }

  /** A bool tensor of a copy of {@code data}, in this shape. */
  @ShapeRule("shape($1)")
  public static Tensor of(boolean[] data, int... shape) {
    return of(NdArray.dense(Storage.of(data.clone()), shape));
  }

  /** A float32 tensor without dimensions. */
  @ShapeRule("[]")
  public static Tensor scalar(double value) {
    return full(new int[0], value);
  }

  /** An int64 tensor without dimensions. */
  @ShapeRule("[]")
  public static Tensor scalarLong(long value) {
    return of(new long[] {value}, new int[0]);
  }

  /** A float32 tensor of zeros. */
  @ShapeRule("shape($0)")
  public static Tensor zeros(int... shape) {
    return of(Allocator.HEAP.zeros(shape));
  }

  /** A float32 tensor of ones. */
  @ShapeRule("shape($0)")
  public static Tensor ones(int... shape) {
    return full(shape, 1);
  }

  /** A float32 tensor of this shape in which every element is {@code value}. */
  @ShapeRule("shape($0)")
  public static Tensor full(int[] shape, double value) {
    float[] data = new float[Shapes.count(shape)];
    Arrays.fill(data, (float) value);
    return of(NdArray.dense(Storage.of(data), shape));
  }

  /**
   * The int64 vector 0, 1, .., end - 1.
   *
   * @throws IllegalArgumentException if {@code end} is negative or more than an array can hold
   */
  @ShapeRule("[$0]")
  public static Tensor arange(int end) {
    long[] data = new long[Shapes.count(end)];
    Arrays.setAll(data, i -> i);
    return of(NdArray.dense(Storage.of(data), end));
  }

  /** The int64 vector from, from + step, .. up to {@code to}, exclusive. */
  @ShapeRule("[null]")
  public static Tensor arange(long from, long to, long step) {
    return Ranges.arange(from, to, step);
  }

  /** The float32 vector from, from + step, .. up to {@code to}, exclusive. */
  @ShapeRule("[null]")
  public static Tensor arange(double from, double to, double step) {
    return Ranges.arange(from, to, step);
  }

  /** A float32 vector of {@code count} numbers from the first to the last, equally far apart. */
  @ShapeRule("[$2]")
  public static Tensor linspace(double from, double to, int count) {
    return Ranges.linspace(from, to, count);
  }

  /** The powers of a base whose exponents are those of {@link #linspace}. */
  @ShapeRule("[$2]")
  public static Tensor logspace(double from, double to, int count, double base) {
    return Ranges.logspace(from, to, count, base);
  }

  /** The float32 unit matrix of n rows. */
  @ShapeRule("[$0, $0]")
  public static Tensor eye(int n) {
    return eye(n, n);
  }

  /** A float32 matrix of zeros with ones on its diagonal. */
  @ShapeRule("[$0, $1]")
  public static Tensor eye(int rows, int columns) {
    return Ranges.eye(rows, columns);
  }

  /** A float32 tensor of random numbers from [low, high), drawn from {@link Randoms#current}. */
  @ShapeRule("shape($2)")
  public static Tensor uniform(double low, double high, int[] shape) {
    return Sampler.uniform(low, high, shape);
  }

  /** A float32 tensor of normal random numbers, drawn from {@link Randoms#current}. */
  @ShapeRule("shape($2)")
  public static Tensor normal(double mean, double deviation, int[] shape) {
    return Sampler.normal(mean, deviation, shape);
  }

  /** Random int64 numbers from low to high, exclusive, drawn from {@link Randoms#current}. */
  @ShapeRule("shape($2)")
  public static Tensor randint(long low, long high, int[] shape) {
    return Sampler.integers(low, high, shape);
  }

  /** The int64 numbers 0 to n - 1 in random order, drawn from {@link Randoms#current}. */
  @ShapeRule("[$0]")
  public static Tensor randperm(int n) {
    return Sampler.permutation(n);
  }

  /** A float32 tensor of random numbers from [0, 1), drawn from {@link Randoms#current}. */
  @ShapeRule("shape($0)")
  public static Tensor rand(int... shape) {
    float[] data = new float[Shapes.count(shape)];
    Randoms.current().uniform(data);
    return of(NdArray.dense(Storage.of(data), shape));
  }

  /** A float32 tensor of standard normal random numbers, drawn from {@link Randoms#current}. */
  @ShapeRule("shape($0)")
  public static Tensor randn(int... shape) {
    float[] data = new float[Shapes.count(shape)];
    Randoms.current().normal(data);
    return of(NdArray.dense(Storage.of(data), shape));
  }

  // -- running ops

  /** Runs an op that has one output. */
  public static Tensor apply(Op op, Tensor... inputs) {
    Tensor[] outputs = OpRunner.run(op, inputs);
    if (outputs.length != 1) {
      throw new IllegalArgumentException(
          "%s has %d outputs: use applyAll".formatted(op.name(), outputs.length));
    }
    return outputs[0];
  }

  /** Runs an op and records it for gradients, unless inside {@link NoGrad}. */
  public static Tensor[] applyAll(Op op, Tensor... inputs) {
    return OpRunner.run(op, inputs);
  }

  /** An output of {@link OpRunner} without a gradient. */
  static Tensor constant(NdArray array, boolean fromGradients) {
    return new Tensor(array, null, 0, fromGradients);
  }

  /** An output of {@link OpRunner} with the recorded op it came from. */
  static Tensor recorded(NdArray array, GradNode node, int output) {
    return new Tensor(array, node, output, false);
  }

  // -- what it is

  /**
   * The underlying array, which the caller must not change; use {@link InPlace} to change a leaf. A
   * trace does not hear of values that are read from it; {@link #toFloats} and similar methods tell
   * it.
   */
  public final NdArray array() {
    return array;
  }

  /** The type of the elements. */
  public final DType dtype() {
    return array.dtype();
  }

  /** A copy of the sizes of the dimensions. */
  @ShapeRule("sizes(this)")
  @Override
  public final int[] shape() {
    return array.shape().clone();
  }

  /** The number of dimensions, {@code dim()} in PyTorch. */
  @ShapeRule("rank(this)")
  @Override
  public final int rank() {
    return array.rank();
  }

  /** The size of one dimension, from 0; a negative one counts from the end. */
  @ShapeRule("size(this, $0)")
  @Override
  public final int size(int dim) {
    return array.size(dim);
  }

  /** The number of elements, {@code numel()} in PyTorch. */
  @ShapeRule("count(this)")
  public final int count() {
    return array.count();
  }

  /** Whether the elements are contiguous and in order. */
  public final boolean isContiguous() {
    return array.isContiguous();
  }

  /** The values in PyTorch's format; the middle of long dimensions is omitted. */
  @Override
  public String toString() {
    return TensorText.of(this);
  }

  // -- gradients

  /** Whether gradients flow to this tensor. */
  public final boolean requiresGrad() {
    return requiresGrad;
  }

  /** Whether this tensor was not computed by a recorded op. */
  public final boolean isLeaf() {
    return node == null;
  }

  /** Sets whether a leaf requires gradients. */
  @ShapeRule("same(this)")
  public final Tensor requiresGrad(boolean wanted) {
    if (node != null && !wanted) {
      throw new IllegalStateException(
          "requiresGrad(false): this tensor was computed by %s: use detach()"
              .formatted(node.op().name()));
    }
    if (wanted && dtype() != DType.F32) {
      throw new IllegalStateException(
          "requiresGrad: only F32 tensors have gradients, this one is " + dtype());
    }
    requiresGrad = wanted;
    return this;
  }

  /** The same values without the record of how they were computed. Shares storage. */
  @ShapeRule("same(this)")
  public final Tensor detach() {
    return new Tensor(ParameterOverride.of(this).array, null, 0, fromGradients);
  }

  /** The gradient that backward has accumulated in this leaf; null if there is none yet. */
  public final @Nullable Tensor grad() {
    return grad;
  }

  /** Replaces the gradient of this leaf, for example by a clipped one; null clears it. */
  public final void setGrad(@Nullable Tensor gradient) {
    if (node != null) {
      throw new IllegalStateException(
          "setGrad: this tensor was computed by %s; only leaves keep gradients"
              .formatted(node.op().name()));
    }
    if (gradient != null && !Arrays.equals(gradient.array.shape(), array.shape())) {
      throw new IllegalArgumentException(
          "setGrad: gradient %s for a tensor %s"
              .formatted(Shapes.show(gradient.array.shape()), Shapes.show(array.shape())));
    }
    grad = gradient;
  }

  /** Clears the accumulated gradient. */
  public final void zeroGrad() {
    grad = null;
  }

  /**
   * Whether this was computed from gradients and from nothing else that could be differentiated.
   */
  final boolean isFromGradients() {
    return fromGradients;
  }

  final @Nullable GradNode node() {
    return node;
  }

  /** The index among the outputs of {@link #node}. */
  final int output() {
    return output;
  }

  /** The edge by which a node refers to this input; null if no gradient is required. */
  final GradNode.@Nullable Edge edge() {
    if (!requiresGrad) {
      return null;
    }
    return node == null ? new GradNode.Edge(null, 0, this) : new GradNode.Edge(node, output, null);
  }

  // -- joining

  /** Concatenates tensors along an existing dimension. Types are promoted to the widest one. */
  @ShapeRule("cat($0, $1)")
  public static Tensor cat(int dim, Tensor... tensors) {
    return apply(new CatOp(dim), Promotion.alike(tensors));
  }

  /** Joins tensors of the same shape along a new dimension. */
  @ShapeRule("stack($0, $1)")
  public static Tensor stack(int dim, Tensor... tensors) {
    return apply(new StackOp(dim), tensors);
  }

  /**
   * {@code a} where the bool {@code condition} is true, otherwise {@code b}; all three broadcast.
   * Types are promoted to the wider one.
   */
  @ShapeRule("broadcast($0, $1, $2)")
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    Tensor[] both = Promotion.alike(a, b);
    return apply(new WhereOp(), condition, both[0], both[1]);
  }

  /**
   * Einstein summation, by the rules of {@code torch.einsum}: {@code Tensor.einsum("bij,bjk->bik",
   * a, b)}. Letters that are missing in the result are summed over; a letter that occurs twice in
   * an operand selects its diagonal; {@code ...} stands for the remaining dimensions, which
   * broadcast. Without {@code ->}, the result has the letters that occur once, sorted.
   */
  @ShapeRule("einsum($0, $1)")
  public static Tensor einsum(String equation, Tensor... operands) {
    return Einsum.of(equation, operands);
  }

  /**
   * The coordinates of a grid: tensor i has the elements of vector i along dimension i, and all
   * have a dimension for each vector. Views. Equivalent to {@code torch.meshgrid} with the indexing
   * {@code ij}.
   */
  @ShapeRule("meshgrid($0)")
  public static List<Tensor> meshgrid(Tensor... axes) {
    return Ranges.meshgrid(true, axes);
  }

  /** A matrix with these matrices along its diagonal, and zeros elsewhere. */
  @ShapeRule("[null, null]")
  public static Tensor blockDiag(Tensor... blocks) {
    return Ranges.blockDiag(blocks);
  }
}
