package dev.tocsin.logs.segment.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What we ask of a bucket. Every failure is an {@link IOException}; names are relative. */
final class BucketClient implements AutoCloseable {

  /** Larger files go up in parts of this size. */
  static final int PART = 16 << 20;

  private static final String CRC = "tocsin-crc32c";
  private static final String BROKEN = "the bucket does not answer as it should";

  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  BucketClient(S3Client s3, String bucket, String prefix) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /** Uploads a file; every piece is checked by the bucket on arrival. */
  void put(String name, Path file, long size, int crc) throws IOException {
    var kept = Map.of(CRC, Integer.toHexString(crc));
    try {
      if (size <= PART) {
        String md5 = md5(file, 0, size);
        s3.putObject(
            put -> put.bucket(bucket).key(prefix + name).contentMD5(md5).metadata(kept),
            RequestBody.fromFile(file));
      } else {
        putParts(name, file, size, kept);
      }
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException(BROKEN, e);
    }
  }

  private void putParts(String name, Path file, long size, Map<String, String> kept)
      throws IOException {
    String key = prefix + name;
    String id =
        s3.createMultipartUpload(it -> it.bucket(bucket).key(key).metadata(kept)).uploadId();
    try {
      var parts = new ArrayList<CompletedPart>();
      for (long from = 0; from < size; from += PART) {
        long length = Math.min(PART, size - from);
        int number = parts.size() + 1;
        String md5 = md5(file, from, length);
        String tag =
            s3.uploadPart(
                    it ->
                        it.bucket(bucket)
                            .key(key)
                            .uploadId(id)
                            .partNumber(number)
                            .contentLength(length)
                            .contentMD5(md5),
                    body(file, from, length))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
      }
      s3.completeMultipartUpload(
          it -> it.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
    } catch (IOException | RuntimeException e) {
      abort(key, id, e);
      throw e;
    }
  }

  private void abort(String key, String id, Exception reason) {
    try {
      s3.abortMultipartUpload(it -> it.bucket(bucket).key(key).uploadId(id));
    } catch (SdkException | UncheckedIOException e) {
      reason.addSuppressed(e);
    }
  }

  /** Begins to read a file. */
  FileCache.Remote read(String name) throws IOException {
    try {
      var in = s3.getObject(get -> get.bucket(bucket).key(prefix + name));
      GetObjectResponse head = in.response();
      return new FileCache.Remote(head.contentLength(), crc(head.metadata().get(CRC)), in);
    } catch (NoSuchKeyException e) {
      throw absent(name, e);
    } catch (S3Exception e) {
      throw e.statusCode() == 404 ? absent(name, e) : new IOException(BROKEN, e);
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException(BROKEN, e);
    }
  }

  private static NoSuchFileException absent(String name, Exception cause) {
    var absent = new NoSuchFileException(name);
    absent.initCause(cause);
    return absent;
  }

  private static @Nullable Integer crc(@Nullable String hex) {
    try {
      return hex == null ? null : (Integer) Integer.parseUnsignedInt(hex, 16);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Removes objects; those that are gone already are fine. */
  void delete(List<String> names) throws IOException {
    try {
      for (String name : names) {
        s3.deleteObject(it -> it.bucket(bucket).key(prefix + name));
      }
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException(BROKEN, e);
    }
  }

  /** Names of objects that were written before {@code before}. */
  List<String> writtenBefore(String folder, Instant before) throws IOException {
    try {
      var found = new ArrayList<String>();
      s3.listObjectsV2Paginator(it -> it.bucket(bucket).prefix(prefix + folder))
          .contents()
          .forEach(
              object -> {
                if (object.lastModified().isBefore(before)) {
                  found.add(object.key().substring(prefix.length()));
                }
              });
      return found;
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException(BROKEN, e);
    }
  }

  /** Ends uploads in parts that were begun before {@code before}; returns their number. */
  int abortUploads(Instant before) throws IOException {
    try {
      int ended = 0;
      var uploads = s3.listMultipartUploads(it -> it.bucket(bucket).prefix(prefix)).uploads();
      for (var upload : uploads) {
        if (upload.initiated() != null && upload.initiated().isBefore(before)) {
          s3.abortMultipartUpload(
              it -> it.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
          ended++;
        }
      }
      return ended;
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException(BROKEN, e);
    }
  }

  private static RequestBody body(Path file, long from, long length) {
    return RequestBody.fromContentProvider(
        () -> {
          try {
            return slice(file, from, length);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        length,
        "application/octet-stream");
  }

  private static InputStream slice(Path file, long from, long length) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.position(from);
    return new Slice(Channels.newInputStream(channel), length);
  }

  private static String md5(Path file, long from, long length) throws IOException {
    try (InputStream in =
        from == 0 && length == Files.size(file)
            ? Files.newInputStream(file)
            : slice(file, from, length)) {
      var digest = MessageDigest.getInstance("MD5");
      var buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
