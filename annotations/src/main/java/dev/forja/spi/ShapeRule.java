package dev.forja.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes how a method determines the shapes of its results, so that the processor can prove the
 * shapes of code that calls it: {@code @ShapeRule("matmul(this, $0)")}. The processor copies the
 * rule of an entry to the generated method, and the rule of a field to its accessor. Without a rule
 * the shape of a result is unknown, which is never an error.
 *
 * <p>This page defines the meaning of every rule. A rule must never reject a call that the method
 * accepts.
 *
 * <h2>Operands</h2>
 *
 * <ul>
 *   <li>{@code this} is the object, {@code $0}, {@code $1}, .. are the arguments by position; a
 *       varargs argument is a list; {@code null} stands for a missing operand;
 *   <li>{@code options.stride} is a component of a record, {@code inFeatures} a field of the
 *       object, or a symbol of a {@code @Shape} of the method;
 *   <li>numbers, {@code true}, {@code false}, {@code 'text'}, sums, differences, products,
 *       quotients (without fraction) and remainders of numbers;
 *   <li>{@code [n, 3 * width]} is a tensor of this shape; {@code (1, 2)} a list; {@code {output =
 *       ..., hidden = ...}} a record of results.
 * </ul>
 *
 * <h2>Elements</h2>
 *
 * <ul>
 *   <li>{@code same(x)}: the shape of x; {@code along(x, dim)}: the same, and x has the dimension;
 *       {@code alike(x, y)}: the shape of both, which must be equal; {@code ranked(x, least,
 *       most)}: the shape of x, which must have between least and most dimensions;
 *   <li>{@code broadcast(x, y, ..)}: the shape that they broadcast to; {@code fills(x, y)}: the
 *       shape of x, to which y must broadcast; null operands are ignored;
 *   <li>{@code reduction(r, x)}: a scalar if r is the constant MEAN or SUM, x if it is NONE;
 *   <li>{@code when(c, x, y)}: x if c is true or not null, y if it is false or null; {@code
 *       atLeast(a, b)}: whether the number a is at least b.
 * </ul>
 *
 * <p>{@code constant(text)} is the constant of an enum; {@code unknown()} is a result of which
 * nothing is known.
 *
 * <h2>Dimensions</h2>
 *
 * <ul>
 *   <li>{@code reduce(x, dims, keep)}: x without the dimensions (all if none is given), or with
 *       size 1 in their place; {@code halved(x, dim)}: x with half the size of the dimension;
 *   <li>{@code reshape(x, sizes)}, {@code expand(x, sizes)}: -1 as in {@code Tensor}; {@code
 *       flatten(x, first, last)}; {@code unflatten(x, dim, sizes)}: the sizes in place of the
 *       dimension; {@code permute(x, dims)}; {@code transpose(x, dim, dim)}; {@code unsqueeze(x,
 *       dim)}; {@code squeeze(x, dims)}; {@code movedim(x, from, to)}; {@code diagonal(x, dim, dim,
 *       offset)}, whose offset may be left out;
 *   <li>{@code split(x, size or sizes, dim)}, {@code chunk(x, count, dim)}, {@code unbind(x, dim)}:
 *       lists; {@code tensorSplit(x, count, dim)}: parts whose sizes differ by one at most; {@code
 *       repeat(x, times, dim)}; {@code tile(x, times)}: the last dimensions, each repeated;
 *   <li>{@code cat(dim, list)}, {@code stack(dim, list)}; {@code meshgrid(list)}: a list;
 *   <li>{@code resize(x, dim, size)}: x with another size of a dimension; {@code shape(sizes)}: a
 *       shape of these sizes; {@code sized(list)}: a shape whose sizes are a list or one number;
 *       {@code unsized(x)}: as many dimensions as x, of unknown sizes;
 *   <li>{@code sizes(x)}: the shape as a list; {@code size(x, dim)}; {@code rank(x)}; {@code
 *       count(x)}.
 * </ul>
 *
 * <h2>Parts</h2>
 *
 * <ul>
 *   <li>{@code slice(x, dim, start, end, step)}; {@code narrow(x, dim, start, length)}; {@code
 *       select(x, dim, index)}; {@code indexSelect(x, dim, index)}; {@code gather(x, dim, index)};
 *       {@code scatter(x, dim, index, source)};
 *   <li>{@code embedding(table, ids)}; {@code oneHot(x, classes)}: one more dimension; {@code
 *       topk(x, k, dim)};
 *   <li>{@code pad(x, sizes)}; {@code resample(x, sizes)}: x with these sizes of the last
 *       dimensions; {@code pixelShuffle(x, factor)}.
 * </ul>
 *
 * <h2>Products and layers</h2>
 *
 * <ul>
 *   <li>{@code matmul(x, y)}; {@code linear(x, weight, bias)}; {@code einsum(equation, list)};
 *       {@code attention(query, key, value, mask)}; {@code groupedAttention(query, key, value,
 *       mask)}, where several heads of queries may share one of keys and values;
 *   <li>{@code tensordot(x, y, dims, dims)}: products summed over pairs of dimensions, or over that
 *       many last and first ones, {@code tensordot(x, y, count)}; {@code solve(x, y)}: solutions
 *       for right sides y; {@code diag(x, offset)}; {@code diagEmbed(x, offset, dim, dim)};
 *   <li>{@code image(x)}: x, which is [.., c, h, w] with 3 or 4 dimensions; {@code windows(x,
 *       channels, kernel, stride, padding, dilation, up)}: an image with that many channels, or as
 *       many as x if that is null, with an element for each window that fits, rounded up if the
 *       last argument is true; kernel, stride and so on are one number, or a record with height and
 *       width; {@code window(size, kernel, stride, padding, dilation, up)}: the same for one
 *       dimension, a number; {@code conv(x, weight, bias, stride, padding, dilation)}: windows of
 *       the size of the weight;
 *   <li>{@code ends(x, sizes)}: the shape of x, which must end in these sizes; {@code channels(x,
 *       size)}: the shape of x, whose second dimension must have this size;
 *   <li>{@code classes(x, target, weight)}: the shape of a loss of scores x [n, c, ..], before it
 *       is reduced;
 *   <li>{@code chain(x, functions)}: the result of applying functions one after the other: modules,
 *       lambdas, method references, or lists of them.
 * </ul>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface ShapeRule {
  /** The rule. */
  String value();
}
