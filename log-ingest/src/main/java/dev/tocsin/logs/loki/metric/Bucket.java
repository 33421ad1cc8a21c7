package dev.tocsin.logs.loki.metric;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is known of the samples of one series in one stretch of time. */
class Bucket {

  long count;
  double sum;

  void add(long timeNs, double value) {
    count++;
    sum += value;
  }

  void add(Bucket other) {
    count += other.count;
    sum += other.sum;
  }

  /** Also knows extremes, ends and spread. */
  static class Full extends Bucket {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    long firstNs = Long.MAX_VALUE;
    long lastNs = Long.MIN_VALUE;
    double first;
    double last;
    double mean;
    double squares;

    @Override
    void add(long timeNs, double value) {
      super.add(timeNs, value);
      min = Math.min(min, value);
      max = Math.max(max, value);
      ends(timeNs, value, timeNs, value);
      double distance = value - mean;
      mean += distance / count;
      squares += distance * (value - mean);
    }

    @Override
    void add(Bucket other) {
      var full = (Full) other;
      if (full.count > 0) {
        double distance = full.mean - mean;
        long all = count + full.count;
        squares += full.squares + distance * distance * count * full.count / all;
        mean += distance * full.count / all;
      }
      super.add(other);
      min = Math.min(min, full.min);
      max = Math.max(max, full.max);
      ends(full.firstNs, full.first, full.lastNs, full.last);
    }

    private void ends(long earliest, double early, long latest, double late) {
      if (earliest < firstNs) {
        firstNs = earliest;
        first = early;
      }
      if (latest >= lastNs) {
        lastNs = latest;
        last = late;
      }
    }
  }

  /** Keeps every value. */
  static final class All extends Bucket {
    private double[] values = new double[4];

    @Override
    void add(long timeNs, double value) {
      reserve(1);
      values[(int) count] = value;
      super.add(timeNs, value);
    }

    @Override
    void add(Bucket other) {
      var all = (All) other;
      reserve((int) all.count);
      System.arraycopy(all.values, 0, values, (int) count, (int) all.count);
      super.add(other);
    }

    private void reserve(int more) {
      int needed = Math.toIntExact(count) + more;
      if (needed > values.length) {
        values = Arrays.copyOf(values, Math.max(needed, values.length * 2));
      }
    }

    /** The quantile, linear between the two nearest values. */
    double quantile(@Nullable Double of) {
      double q = of == null ? 0.5 : of;
      if (q < 0) {
        return Double.NEGATIVE_INFINITY;
      }
      if (q > 1) {
        return Double.POSITIVE_INFINITY;
      }
      double[] sorted = Arrays.copyOf(values, (int) count);
      Arrays.sort(sorted);
      double rank = q * (sorted.length - 1);
      int low = (int) Math.floor(rank);
      int high = Math.min(sorted.length - 1, low + 1);
      double part = rank - low;
      return sorted[low] * (1 - part) + sorted[high] * part;
    }
  }
}
