package dev.tocsin.logs.segment.files;

import java.net.URI;
import java.util.function.Function;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import org.jspecify.annotations.Nullable;

/** The server itself; lives in a class loader of its own and speaks only the JDK's types. */
public final class S3ServerCore implements Function<String, Integer> {

  private final BlobStoreContext context;
  private @Nullable S3Proxy proxy;
  private int port;

  public S3ServerCore() {
    context =
        ContextBuilder.newBuilder(new TransientApiMetadata())
            .credentials("x", "x")
            .build(BlobStoreContext.class);
    context.getBlobStore().createContainerInLocation(null, S3Server.BUCKET);
  }

  /** Does as told and returns the port. */
  @Override
  public Integer apply(String order) {
    try {
      switch (order) {
        case "start" -> start();
        case "stop" -> stop();
        case "close" -> {
          stop();
          context.close();
        }
        default -> throw new IllegalArgumentException(order);
      }
      return port;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void start() throws Exception {
    var fresh =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, S3Server.USER, S3Server.SECRET)
            .build();
    fresh.start();
    proxy = fresh;
    port = fresh.getPort();
  }

  private void stop() throws Exception {
    var running = proxy;
    if (running != null) {
      running.stop();
    }
  }
}
