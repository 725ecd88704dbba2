package dev.forja.spark;

/**
 * A round that is done.
 *
 * <p>Immutable.
 *
 * @param round its number, from 0
 * @param steps the steps that each partition has done since the beginning
 * @param examples the examples of this round, of all partitions
 * @param loss the mean loss over these
 * @param seconds how long the round took
 */
public record RoundReport(long round, long steps, long examples, double loss, double seconds) {}
