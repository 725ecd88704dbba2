package dev.forja.trace;

import dev.forja.trace.Arena.Block;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Blocks of an {@link Arena} that have an offset, found by the time in which they are in use. Time
 * is divided into about as many parts as the square root of the number of blocks, so a graph of
 * 100,000 ops, each of which uses the result of the last, is laid out without comparing each pair.
 */
final class BlocksByTime {
  private static final Comparator<Block> BY_OFFSET =
      Comparator.comparingInt(Block::offset)
          .thenComparingInt(block -> block.length)
          .thenComparingInt(block -> block.from)
          .thenComparingInt(Block::to);

  private final List<List<Block>> parts = new ArrayList<>();
  private final int first;
  private final int width;

  /** Creates an index for these blocks; it is empty until they are added. */
  BlocksByTime(Collection<Block> blocks) {
    first = blocks.stream().mapToInt(block -> block.from).min().orElse(0);
    int last = blocks.stream().mapToInt(Block::to).max().orElse(0);
    int count = (int) Math.sqrt(blocks.size()) + 1;
    width = (last - first) / count + 1;
    for (int part = 0; part < count; part++) {
      parts.add(new ArrayList<>());
    }
  }

  /** Adds a block that has an offset. */
  void add(Block block) {
    for (int part = part(block.from); part <= part(block.to()); part++) {
      parts.get(part).add(block);
    }
  }

  /** The added blocks that are in use at the same time as a block, by offset. */
  Collection<Block> meeting(Block block) {
    Collection<Block> found = new TreeSet<>(BY_OFFSET);
    for (int part = part(block.from); part <= part(block.to()); part++) {
      for (Block other : parts.get(part)) {
        if (block.meets(other)) {
          found.add(other);
        }
      }
    }
    return found;
  }

  private int part(int time) {
    return (time - first) / width;
  }
}
