package dev.tocsin.logs.segment.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Local copies of remote files, least recently used first to go. A copy that is being read stays; a
 * file is fetched once, however many ask for it at the same time.
 */
final class FileCache implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(FileCache.class);
  private static final int PARALLEL = 8;

  /** Where files come from. */
  interface Source {
    /**
     * Begins to read a file.
     *
     * @throws java.nio.file.NoSuchFileException when there is none of that name
     */
    Remote read(String name) throws IOException;
  }

  /**
   * A remote file that is being read.
   *
   * @param size its length in bytes
   * @param crc its CRC-32C; null when nobody kept one
   * @param body its content
   */
  record Remote(long size, @Nullable Integer crc, InputStream body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /** What is on its way; all who wait for it share it. */
  private static final class Loading {
    int waiters;
    boolean done;
    @Nullable String failure;
    @Nullable Entry entry;
  }

  private static final class Entry {
    final CachedFile file;
    int readers;
    boolean forgotten;

    Entry(CachedFile file) {
      this.file = file;
    }
  }

  private final CacheFolder folder;
  private final long limit;
  private final Source source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<String, Loading> loadings = new HashMap<>();
  private final Semaphore slots = new Semaphore(PARALLEL);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong fetched = new AtomicLong();
  private long used;

  /** A cache of at most {@code limit} bytes; what an earlier process left is taken over. */
  FileCache(Path root, long limit, Source source) throws IOException {
    this.folder = new CacheFolder(root);
    this.limit = limit;
    this.source = source;
    for (CachedFile file : folder.found()) {
      entries.put(file.name(), new Entry(file));
      used += file.size();
    }
    makeRoom(0);
  }

  /** Bytes on disk, those of files on their way included. */
  long used() {
    lock.lock();
    try {
      return used;
    } finally {
      lock.unlock();
    }
  }

  /** Files that came over the network since the start. */
  long fetched() {
    return fetched.get();
  }

  Lease open(Collection<String> names, Duration patience) {
    var wanted = new LinkedHashSet<>(names);
    var paths = new LinkedHashMap<String, Path>();
    var missing = new LinkedHashMap<String, String>();
    var held = new HashMap<String, Entry>();
    lock.lock();
    try {
      var waiting = new LinkedHashMap<String, Loading>();
      for (String name : wanted) {
        Entry entry = entries.get(name);
        if (entry != null && entry.readers == 0 && !entry.file.plausible()) {
          LOG.warnf("the local copy of %s is damaged and fetched again", name);
          drop(name, entry);
          entry = null;
        }
        if (entry != null && entry.file.verified()) {
          entry.readers++;
          held.put(name, entry);
        } else {
          waiting.put(name, join(name));
        }
      }
      await(waiting, patience, held, missing);
    } finally {
      lock.unlock();
    }
    for (String name : wanted) {
      Entry entry = held.get(name);
      if (entry != null) {
        paths.put(name, entry.file.path());
      }
    }
    return new Lease(paths, missing, () -> release(held.values()));
  }

  private Loading join(String name) {
    Loading loading = loadings.get(name);
    if (loading == null) {
      var fresh = new Loading();
      loadings.put(name, fresh);
      threads.execute(() -> load(name, fresh));
      loading = fresh;
    }
    loading.waiters++;
    return loading;
  }

  /** The lock is held, and given back while waiting. */
  private void await(
      Map<String, Loading> waiting,
      Duration patience,
      Map<String, Entry> held,
      Map<String, String> missing) {
    long left = patience.toNanos();
    boolean interrupted = false;
    for (var one : waiting.entrySet()) {
      Loading loading = one.getValue();
      while (!loading.done && left > 0 && !interrupted) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      Entry entry = loading.entry;
      if (entry != null) {
        held.put(one.getKey(), entry);
      } else {
        loading.waiters--;
        String failure = loading.failure;
        missing.put(one.getKey(), failure == null ? "did not arrive in time" : failure);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void load(String name, Loading loading) {
    String failure = null;
    CachedFile file = null;
    try {
      slots.acquire();
      try {
        file = localCopy(name);
        if (file == null) {
          file = fetch(name);
        }
      } finally {
        slots.release();
      }
    } catch (java.nio.file.NoSuchFileException e) {
      failure = "is not in the bucket";
    } catch (CacheFull e) {
      failure = "does not fit into the cache beside the files that are being read";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = "is not read any more: the service ends";
    } catch (IOException | RuntimeException e) {
      LOG.warnf("%s could not be fetched: %s", name, e.getMessage());
      LOG.debug("the reason", e);
      failure = "could not be fetched from the bucket";
    }
    lock.lock();
    try {
      loadings.remove(name, loading);
      if (file != null) {
        var entry = new Entry(file);
        entry.readers = loading.waiters;
        entries.put(name, entry);
        loading.entry = entry;
      }
      loading.failure = failure;
      loading.done = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A copy that an earlier process left, when it is what it should be; null otherwise. */
  private @Nullable CachedFile localCopy(String name) throws IOException {
    Entry entry;
    lock.lock();
    try {
      entry = entries.remove(name);
    } finally {
      lock.unlock();
    }
    if (entry == null) {
      return null;
    }
    CachedFile checked = entry.file.verify();
    if (checked == null) {
      LOG.warnf("the local copy of %s is damaged and fetched again", name);
      entry.file.delete();
      giveBack(entry.file.size());
    }
    return checked;
  }

  private CachedFile fetch(String name) throws IOException {
    try (Remote remote = source.read(name)) {
      lock.lock();
      try {
        if (!makeRoom(remote.size())) {
          throw new CacheFull();
        }
        used += remote.size();
      } finally {
        lock.unlock();
      }
      try {
        CachedFile stored = folder.store(name, remote);
        fetched.incrementAndGet();
        return stored;
      } catch (IOException | RuntimeException e) {
        giveBack(remote.size());
        throw e;
      }
    }
  }

  /** Takes a file that was just written over as the local copy, when there is room for it. */
  void adopt(String name, Path file, long size, int crc) throws IOException {
    lock.lock();
    try {
      if (makeRoom(size)) {
        entries.put(name, new Entry(folder.adopt(name, file, size, crc)));
        used += size;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes the local copy; those who are reading it may finish. */
  void forget(String name) {
    lock.lock();
    try {
      Entry entry = entries.get(name);
      if (entry != null && entry.readers == 0) {
        drop(name, entry);
      } else if (entry != null) {
        entries.remove(name);
        entry.forgotten = true;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Removes the copies that nobody reads. */
  void forgetAll() {
    lock.lock();
    try {
      List.copyOf(entries.keySet()).forEach(this::forget);
    } finally {
      lock.unlock();
    }
  }

  private void release(Collection<Entry> held) {
    lock.lock();
    try {
      for (Entry entry : held) {
        entry.readers--;
        if (entry.readers == 0 && entry.forgotten) {
          drop(entry.file.name(), entry);
        }
      }
      makeRoom(0);
    } finally {
      lock.unlock();
    }
  }

  /** The lock is held. */
  private boolean makeRoom(long bytes) {
    if (used + bytes > limit) {
      var idle = entries.entrySet().stream().filter(e -> e.getValue().readers <= 0).toList();
      for (var one : idle) {
        if (used + bytes <= limit) {
          break;
        }
        drop(one.getKey(), one.getValue());
      }
    }
    return used + bytes <= limit;
  }

  private void drop(String name, Entry entry) {
    entries.remove(name, entry);
    entry.file.delete();
    used -= entry.file.size();
  }

  private void giveBack(long bytes) {
    lock.lock();
    try {
      used -= bytes;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    folder.close();
  }

  private static final class CacheFull extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
