package dev.tocsin.logs.segment.files;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 server in this process, with its objects in memory; it checks signatures. Its class loader
 * leaves out the older Guice that the test framework brings.
 */
public final class S3Server implements AutoCloseable {

  public static final String BUCKET = "tocsin-logs";
  public static final String USER = "someone";
  public static final String SECRET = "a-secret-of-the-tests";

  private final URLClassLoader loader;
  private final Function<String, Integer> core;
  private int port;

  @SuppressWarnings("unchecked")
  public S3Server() throws Exception {
    var urls = new ArrayList<URL>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("guice-5")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    core =
        (Function<String, Integer>)
            inside(
                () ->
                    loader
                        .loadClass("dev.tocsin.logs.segment.files.S3ServerCore")
                        .getConstructor()
                        .newInstance());
    start();
  }

  /** Answers from now on, with what it had. */
  public void start() throws Exception {
    port = inside(() -> core.apply("start"));
  }

  /** Refuses connections from now on. */
  public void stop() throws Exception {
    inside(() -> core.apply("stop"));
  }

  /** Takes the orders start and stop; a type of the JDK, so that it fits any class loader. */
  Function<String, Integer> orders() {
    return order -> {
      try {
        return inside(() -> core.apply(order));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** Where it answers. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A connection to it. */
  public S3Client client() {
    return S3Connection.open(
        address(),
        "us-east-1",
        true,
        StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, SECRET)));
  }

  private interface Act<T> {
    T run() throws Exception;
  }

  private <T> T inside(Act<T> act) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return act.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() throws Exception {
    inside(() -> core.apply("close"));
    loader.close();
  }
}
