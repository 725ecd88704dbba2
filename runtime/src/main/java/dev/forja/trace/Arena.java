package dev.forja.trace;

import dev.forja.array.DType;
import dev.forja.array.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One storage for each element type, in which blocks that are not in use at the same time share
 * memory. Larger blocks are placed first, each in the lowest gap.
 */
final class Arena {
  /**
   * The number of bytes of a cache line; the elements of a large Java array start 16 bytes into a
   * line.
   */
  private static final int LINE = 64;

  private static final int HEADER = 16;

  /** A block of elements that is in use in a time interval, inclusive. */
  static final class Block {
    final DType type;
    final int length;
    final int from;
    private int to;
    private int offset = -1;

    Block(DType type, int length, int from) {
      this.type = type;
      this.length = length;
      this.from = from;
      this.to = from;
    }

    /** Extends the use of this block to at least the given time. */
    void until(int time) {
      to = Math.max(to, time);
    }

    /** The offset in the storage, after the layout. */
    int offset() {
      return offset;
    }

    /** The last time at which this block is in use. */
    int to() {
      return to;
    }

    /** Whether the blocks are in use at the same time. */
    boolean meets(Block other) {
      return from <= other.to && other.from <= to;
    }
  }

  private final Map<DType, Storage> storages = new EnumMap<>(DType.class);
  private final List<Storage> all = new ArrayList<>(1);

  private Arena() {}

  /** Lays out these blocks. */
  static Arena of(List<Block> blocks) {
    Arena arena = new Arena();
    for (DType type : DType.values()) {
      List<Block> ofType =
          blocks.stream()
              .filter(block -> block.type == type)
              .sorted(Comparator.comparingInt((Block block) -> block.length).reversed())
              .toList();
      if (!ofType.isEmpty()) {
        Storage storage = Storage.allocate(type, layOut(ofType));
        arena.storages.put(type, storage);
        arena.all.add(storage);
      }
    }
    return arena;
  }

  /** Assigns an offset to each block; returns the total length. */
  private static int layOut(List<Block> blocks) {
    BlocksByTime placed = new BlocksByTime(blocks);
    long end = 0;
    for (Block block : blocks) {
      long offset = aligned(0, block.type);
      for (Block other : placed.meeting(block)) { // sorted by offset
        if (offset + block.length <= other.offset) {
          break;
        }
        offset = Math.max(offset, aligned((long) other.offset + other.length, block.type));
      }
      block.offset = Math.toIntExact(offset);
      end = Math.max(end, offset + block.length);
      placed.add(block);
    }
    return Math.toIntExact(end);
  }

  /** The next element at the start of a cache line, if the array is large. */
  private static long aligned(long element, DType type) {
    long bytes = element * type.bytes() + HEADER;
    return ((bytes + LINE - 1) / LINE * LINE - HEADER) / type.bytes();
  }

  /** The storage of one type of blocks. */
  Storage storage(DType type) {
    Storage storage = storages.get(type);
    if (storage == null) {
      throw new IllegalStateException("no block is of type " + type);
    }
    return storage;
  }

  /** Counts a change of the storages, so that values cached by version are computed again. */
  void touch() {
    for (Storage storage : all) {
      storage.touch();
    }
  }

  /** The total size of all storages in bytes. */
  long bytes() {
    return all.stream()
        .mapToLong(storage -> (long) storage.length() * storage.dtype().bytes())
        .sum();
  }
}
