package dev.tocsin.logs.segment.files;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the service on a bucket. */
public class S3Resource implements QuarkusTestResourceLifecycleManager {

  private static final String USER = "aws.accessKeyId";
  private static final String SECRET = "aws.secretAccessKey";

  private @Nullable S3Server server;

  @Override
  public Map<String, String> start() {
    try {
      var started = new S3Server();
      server = started;
      // The usual places of the AWS tools; the configuration of the service knows no keys.
      System.setProperty(USER, S3Server.USER);
      System.setProperty(SECRET, S3Server.SECRET);
      return Map.of(
          "tocsin.s3.bucket", S3Server.BUCKET,
          "tocsin.s3.endpoint", started.address().toString(),
          "tocsin.s3.path-style", "true",
          "tocsin.s3.prefix", "logs",
          "tocsin.s3.cache-size", "64M",
          "tocsin.segments.dir", "target/test-logs-s3");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void inject(TestInjector injector) {
    var running = server;
    if (running != null) {
      injector.injectIntoFields(running.orders(), field -> field.getType().equals(Function.class));
    }
  }

  @Override
  public void stop() {
    System.clearProperty(USER);
    System.clearProperty(SECRET);
    try {
      var running = server;
      if (running != null) {
        running.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
