package dev.forja.kernel.conv;

/**
 * Sums of taps over padded planes, for all channels of a batch. Both a convolution and the gradient
 * of its input have this form. The terms of a sum are added by fused multiply-add in the order of
 * the taps, beginning with 0, and so are padding's; the sums of blocks of {@link Taps#BLOCK} taps
 * are added in order, and the bias comes last.
 *
 * @param inputs source channels per group
 * @param outputs target channels per group
 * @param rows rows per target channel
 * @param columns columns per target channel
 */
public record Correlation(
    PaddedPlanes planes, Taps taps, int groups, int inputs, int outputs, int rows, int columns) {}
