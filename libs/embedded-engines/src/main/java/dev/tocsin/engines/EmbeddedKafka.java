package dev.tocsin.engines;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** One Kafka broker and controller in this JVM (KRaft), listening on 127.0.0.1. */
public final class EmbeddedKafka implements AutoCloseable {

  private static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

  /**
   * What to start.
   *
   * @param dataDir the log folder, formatted on first start
   * @param port client port on 127.0.0.1
   * @param controllerPort port that the controller uses to talk to itself
   */
  public record Options(Path dataDir, int port, int controllerPort) {}

  private final Options options;
  private final KafkaRaftServer server;

  private EmbeddedKafka(Options options, KafkaRaftServer server) {
    this.options = options;
    this.server = server;
  }

  /** Starts the broker and returns when it is unfenced, ready for clients. */
  public static EmbeddedKafka start(Options options) {
    var properties = properties(options);
    try {
      Files.createDirectories(options.dataDir());
      format(options, properties);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare Kafka in " + options.dataDir(), e);
    }
    var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    server.startup();
    return new EmbeddedKafka(options, server);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + options.port();
  }

  /** Stops cleanly: every log is flushed, so the next start needs no recovery. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Options options, Properties properties) throws IOException {
    if (Files.exists(options.dataDir().resolve("meta.properties"))) {
      return;
    }
    var file = Files.createTempFile("tocsin-kafka", ".properties");
    try {
      try (var writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
      var silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
      var cluster = Uuid.randomUuid().toString();
      var exit =
          StorageTool.execute(
              new String[] {"format", "-t", cluster, "-c", file.toString()}, silent);
      if (exit != 0) {
        throw new IOException("formatting the Kafka folder failed with code " + exit);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Properties properties(Options options) {
    var settings = new TreeMap<String, String>();
    var client = "127.0.0.1:" + options.port();
    var controller = "127.0.0.1:" + options.controllerPort();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@" + controller,
            "controller.listener.names", "CONTROLLER",
            "listeners", "CLIENT://" + client + ",CONTROLLER://" + controller,
            "advertised.listeners", "CLIENT://" + client,
            "inter.broker.listener.name", "CLIENT",
            "listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs", options.dataDir().toAbsolutePath().toString()));
    settings.putAll(
        Map.of(
            "auto.create.topics.enable", "false",
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "2",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "1",
            "group.initial.rebalance.delay.ms", "0"));
    settings.putAll(
        Map.of(
            "message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES),
            "replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES),
            "log.segment.bytes", Integer.toString(64 * 1024 * 1024),
            "log.index.size.max.bytes", Integer.toString(1024 * 1024),
            "log.retention.hours", "72",
            "log.retention.bytes", Long.toString(512L * 1024 * 1024),
            // The default of 128 MiB is taken from the heap at once.
            "log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024),
            "log.cleaner.io.buffer.size", Integer.toString(256 * 1024)));
    settings.putAll(
        Map.of(
            "num.network.threads", "1",
            "num.io.threads", "2",
            "num.replica.fetchers", "1",
            "background.threads", "1",
            "num.recovery.threads.per.data.dir", "1",
            "group.coordinator.threads", "1",
            "share.coordinator.threads", "1",
            "queued.max.requests", "64",
            "controlled.shutdown.enable", "false"));
    var properties = new Properties();
    properties.putAll(settings);
    return properties;
  }
}
