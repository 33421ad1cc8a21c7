package dev.tocsin.logs.segment.files;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** How to reach S3, with a limit on every wait. */
public final class S3Connection {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration ATTEMPT = Duration.ofSeconds(60);
  private static final Duration CALL = Duration.ofSeconds(90);

  private S3Connection() {}

  /**
   * A connection with the credentials of the AWS tools' usual places. Checksums are sent only where
   * the protocol asks for them, because many servers know no others; ours go with the files.
   */
  public static S3Client open(@Nullable URI endpoint, String region, boolean pathStyle) {
    return open(endpoint, region, pathStyle, DefaultCredentialsProvider.builder().build());
  }

  static S3Client open(
      @Nullable URI endpoint, String region, boolean pathStyle, AwsCredentialsProvider keys) {
    var builder =
        S3Client.builder()
            .credentialsProvider(keys)
            .region(Region.of(region))
            .forcePathStyle(pathStyle)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .overrideConfiguration(
                over -> over.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }
}
