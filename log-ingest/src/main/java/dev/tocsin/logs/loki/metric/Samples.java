package dev.tocsin.logs.loki.metric;

import dev.tocsin.logs.loki.logql.LogQlException;
import dev.tocsin.logs.loki.logql.Query;
import dev.tocsin.logs.loki.logql.RangeFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Samples of a range function, gathered in buckets that divide both the step and the range, so that
 * every window is a sum of whole buckets. A window covers the range before its point, the point
 * itself not included.
 */
public final class Samples {

  private static final int MAX_SERIES = 500;
  private static final long MAX_BUCKETS = 200_000;
  private static final int MAX_FILLED = 300_000;
  private static final long MAX_VALUES = 4_000_000;

  private final Query.Range range;
  private final Grid grid;
  private final long fromNs;
  private final long width;
  private final Map<SortedMap<String, String>, TreeMap<Integer, Bucket>> series =
      new LinkedHashMap<>();
  private int filled;
  private long values;

  /** Empty samples for a function over a grid. */
  public Samples(Query.Range range, Grid grid) {
    this.range = range;
    this.grid = grid;
    this.width = grid.points() == 1 ? range.rangeNs() : gcd(grid.stepNs(), range.rangeNs());
    this.fromNs = grid.startNs() - range.offsetNs() - range.rangeNs();
    if ((toNs() - fromNs) / width > MAX_BUCKETS) {
      throw new LogQlException(
          "range and step do not fit together; make one a multiple of the other");
    }
  }

  /** Earliest time that counts, inclusive. */
  public long fromNs() {
    return fromNs;
  }

  /** Latest time that counts, exclusive. */
  public long toNs() {
    return grid.at(grid.points() - 1) - range.offsetNs();
  }

  /** Width of a bucket in nanoseconds; the first begins at {@link #fromNs}. */
  public long width() {
    return width;
  }

  /** Adds one sample. */
  public void add(SortedMap<String, String> labels, long timeNs, double value) {
    if (timeNs >= fromNs && timeNs < toNs()) {
      if (range.function() == RangeFunction.QUANTILE_OVER_TIME && ++values > MAX_VALUES) {
        throw new LogQlException(
            "quantile_over_time over more than " + MAX_VALUES + " values; ask for less at once");
      }
      bucket(labels, (int) ((timeNs - fromNs) / width)).add(timeNs, value);
    }
  }

  /** Adds what a whole bucket holds; only for functions that count or sum. */
  public void add(SortedMap<String, String> labels, long bucket, long count, double sum) {
    if (bucket >= 0 && bucket < (toNs() - fromNs) / width) {
      Bucket target = bucket(labels, (int) bucket);
      target.count += count;
      target.sum += sum;
    }
  }

  private Bucket bucket(SortedMap<String, String> labels, int number) {
    var buckets = series.get(labels);
    if (buckets == null) {
      if (series.size() >= MAX_SERIES) {
        throw new LogQlException(
            "maximum number of series ("
                + MAX_SERIES
                + ") reached for a single query; group by fewer labels, as in sum by (level) (…)");
      }
      buckets = new TreeMap<>();
      series.put(labels, buckets);
    }
    Bucket bucket = buckets.get(number);
    if (bucket == null) {
      if (++filled > MAX_FILLED) {
        throw new LogQlException("too many series and points; ask with a larger step");
      }
      bucket = fresh();
      buckets.put(number, bucket);
    }
    return bucket;
  }

  private Bucket fresh() {
    return switch (range.function()) {
      case COUNT_OVER_TIME, RATE, BYTES_RATE, BYTES_OVER_TIME, ABSENT_OVER_TIME, SUM_OVER_TIME ->
          new Bucket();
      case QUANTILE_OVER_TIME -> new Bucket.All();
      default -> new Bucket.Full();
    };
  }

  /** The function's value at every point whose window holds a sample. */
  public List<Series> series() {
    var result = new ArrayList<Series>();
    series.forEach((labels, buckets) -> result.add(series(labels, buckets)));
    return result;
  }

  private Series series(SortedMap<String, String> labels, TreeMap<Integer, Bucket> buckets) {
    var out = Series.empty(labels, grid.points());
    int perWindow = (int) (range.rangeNs() / width);
    int perStep = (int) Math.max(1, grid.stepNs() / width);
    boolean additive = fresh().getClass() == Bucket.class;
    var numbers = new ArrayList<>(buckets.keySet());
    var contents = new ArrayList<>(buckets.values());
    int low = 0;
    int high = 0;
    var window = fresh();
    for (int point = 0; point < grid.points(); point++) {
      int begin = point * perStep;
      int end = begin + perWindow;
      int oldHigh = high;
      while (high < numbers.size() && numbers.get(high) < end) {
        high++;
      }
      int oldLow = low;
      while (low < high && numbers.get(low) < begin) {
        low++;
      }
      if (additive) {
        contents.subList(oldHigh, high).forEach(window::add);
        for (Bucket gone : contents.subList(oldLow, low)) {
          window.count -= gone.count;
          window.sum -= gone.sum;
        }
        // so that rounding does not pile up
        window.sum = window.count == 0 ? 0 : window.sum;
      } else {
        window = fresh();
        contents.subList(low, high).forEach(window::add);
      }
      if (window.count > 0) {
        out.set(point, value(window));
      }
    }
    return out;
  }

  private double value(Bucket window) {
    double seconds = range.rangeNs() / 1e9;
    return switch (range.function()) {
      case COUNT_OVER_TIME -> window.count;
      case RATE -> (range.unwrap() == null ? window.count : window.sum) / seconds;
      case BYTES_RATE -> window.sum / seconds;
      case BYTES_OVER_TIME, SUM_OVER_TIME -> window.sum;
      case ABSENT_OVER_TIME -> 1;
      case QUANTILE_OVER_TIME -> ((Bucket.All) window).quantile(range.parameter());
      case AVG_OVER_TIME -> window.sum / window.count;
      case MIN_OVER_TIME -> ((Bucket.Full) window).min;
      case MAX_OVER_TIME -> ((Bucket.Full) window).max;
      case FIRST_OVER_TIME -> ((Bucket.Full) window).first;
      case LAST_OVER_TIME -> ((Bucket.Full) window).last;
      case STDVAR_OVER_TIME -> ((Bucket.Full) window).squares / window.count;
      case STDDEV_OVER_TIME -> Math.sqrt(((Bucket.Full) window).squares / window.count);
    };
  }

  /** For absent_over_time: one series that is 1 wherever no series has a sample. */
  public List<Series> absent(SortedMap<String, String> labels) {
    var out = Series.empty(labels, grid.points());
    var seen = new TreeSet<Integer>();
    for (Series each : series()) {
      each.present().stream().forEach(seen::add);
    }
    for (int point = 0; point < grid.points(); point++) {
      if (!seen.contains(point)) {
        out.set(point, 1);
      }
    }
    return List.of(out);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
