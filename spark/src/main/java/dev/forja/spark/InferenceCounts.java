package dev.forja.spark;

/**
 * What a transformer has done so far, summed over all tasks. Tasks that Spark runs again count
 * again, so {@code rows} may exceed the number of rows of the data.
 *
 * <p>Immutable.
 *
 * @param rows rows that have been read
 * @param nulls rows whose input was null
 * @param failed rows that the model could not process, without those that are null
 * @param windows groups of rows that the model got together
 * @param loads how often a model was loaded: once for each executor
 * @param nanos nanoseconds inside the model, summed over tasks that ran at once
 */
public record InferenceCounts(
    long rows, long nulls, long failed, long windows, long loads, long nanos) {}
