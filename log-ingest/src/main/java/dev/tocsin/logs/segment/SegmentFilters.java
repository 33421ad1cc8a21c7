package dev.tocsin.logs.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Filter files in use, the most recent ones kept mapped. A filter that cannot be read says yes. */
public final class SegmentFilters {

  private static final Logger LOG = Logger.getLogger(SegmentFilters.class);
  private static final int MOST_OPEN = 2048;

  private final Map<Path, FilterFile> open =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, FilterFile> eldest) {
          return size() > MOST_OPEN;
        }
      };

  /**
   * Blocks that can hold rows with all the tokens and, when given, the trace id.
   *
   * @param filter the filter file, see {@link dev.tocsin.logs.segment.files.SegmentFiles#filterOf}
   * @param blocks number of blocks according to the catalogue
   * @param tokens hashes, see {@link Tokens#hash(String)}
   * @param traceId 32 hex digits
   */
  public BitSet blocks(Path filter, int blocks, Collection<Long> tokens, @Nullable String traceId) {
    var found = new BitSet(blocks);
    found.set(0, blocks);
    FilterFile file = file(filter);
    if (file == null || file.blocks() != blocks) {
      return found;
    }
    for (long token : tokens) {
      found.and(file.token(token));
    }
    if (traceId != null) {
      found.and(file.trace(traceId));
    }
    return found;
  }

  private @Nullable FilterFile file(Path path) {
    synchronized (open) {
      FilterFile known = open.get(path);
      if (known != null) {
        return known;
      }
    }
    try {
      FilterFile file = FilterFile.open(path);
      synchronized (open) {
        open.put(path, file);
      }
      return file;
    } catch (IOException e) {
      LOG.debugf(e, "filter %s cannot be asked", path.getFileName());
      return null;
    }
  }
}
