package dev.tocsin.logs.segment.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Files in an S3 bucket. They are written to a local folder, uploaded when they are published, and
 * read from local copies. Nothing here talks to the bucket before somebody asks for a file.
 */
public final class S3Files implements SegmentFiles {

  private static final String FOLDER = "segments/";

  private final LocalFiles drafts;
  private final BucketClient bucket;
  private final FileCache cache;

  /**
   * Files in a bucket.
   *
   * @param s3 how to reach it; closed together with this
   * @param bucket its name
   * @param prefix put before every name; empty or ending with a slash
   * @param folder local folder for drafts and copies
   * @param cacheBytes most bytes of local copies
   */
  public S3Files(S3Client s3, String bucket, String prefix, Path folder, long cacheBytes) {
    this.drafts = new LocalFiles(folder);
    this.bucket = new BucketClient(s3, bucket, prefix);
    try {
      this.cache = new FileCache(folder, cacheBytes, this.bucket::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path scratch() {
    return drafts.scratch();
  }

  @Override
  public Path draft(String name) throws IOException {
    return drafts.draft(name);
  }

  @Override
  public long publish(String name) throws IOException {
    Path draft = drafts.draft(name);
    try {
      LocalFiles.sync(draft);
      long size = Files.size(draft);
      int crc = CachedFile.crc(draft);
      bucket.put(name, draft, size, crc);
      cache.adopt(name, draft, size, crc);
      return size;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  @Override
  public Lease open(Collection<String> names, Duration patience) {
    return cache.open(names, patience);
  }

  @Override
  public void delete(String name) throws IOException {
    if (name.endsWith(LocalFiles.TEMPORARY)) {
      drafts.delete(name);
      return;
    }
    List<String> names = SegmentFiles.withFilter(name);
    bucket.delete(names);
    names.forEach(cache::forget);
  }

  @Override
  public List<String> writtenBefore(Instant before) throws IOException {
    var found = new ArrayList<>(drafts.writtenBefore(before));
    found.addAll(bucket.writtenBefore(FOLDER, before));
    return found;
  }

  @Override
  public int tidy(Instant before) throws IOException {
    return bucket.abortUploads(before);
  }

  /** Bytes of local copies at present. */
  public long cached() {
    return cache.used();
  }

  /** Files that were fetched from the bucket since the start. */
  public long fetched() {
    return cache.fetched();
  }

  /** Removes the local copies that nobody reads. */
  void forgetCopies() {
    cache.forgetAll();
  }

  @Override
  public void close() {
    try {
      cache.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      bucket.close();
    }
  }
}
