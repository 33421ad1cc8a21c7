package dev.tocsin.logs.writer;

import dev.tocsin.logs.catalogue.Claim;
import dev.tocsin.logs.catalogue.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which offsets of which claims are in the buffer. */
final class Progress {

  private final Map<Integer, Claim> claims = new TreeMap<>();
  private final Map<Integer, Long> last = new TreeMap<>();

  /** The partition is ours from {@code claim} on; what was read under an older claim is void. */
  void start(int partition, Claim claim) {
    claims.put(partition, claim);
    last.remove(partition);
  }

  /** The claim under which the partition is read. */
  Claim claim(int partition) {
    Claim claim = claims.get(partition);
    if (claim == null) {
      throw new IllegalStateException("partition " + partition + " is not ours");
    }
    return claim;
  }

  /** Everything up to {@code offset} is in the buffer, or was put aside. */
  void seen(int partition, long offset) {
    if (offset < claim(partition).nextOffset()) {
      throw new IllegalStateException("offset " + offset + " is stored already");
    }
    last.put(partition, offset);
  }

  boolean isEmpty() {
    return last.isEmpty();
  }

  /** What a commit would move on. */
  List<OffsetRange> ranges() {
    var ranges = new ArrayList<OffsetRange>();
    last.forEach(
        (partition, offset) -> {
          Claim claim = claim(partition);
          ranges.add(new OffsetRange(partition, claim.epoch(), claim.nextOffset(), offset));
        });
    return ranges;
  }

  /** The ranges are committed; the next ones begin behind them. */
  void committed() {
    last.forEach(
        (partition, offset) ->
            claims.computeIfPresent(partition, (p, c) -> new Claim(c.epoch(), offset + 1)));
    last.clear();
  }

  /** No partition is ours any more. */
  void clear() {
    claims.clear();
    last.clear();
  }
}
