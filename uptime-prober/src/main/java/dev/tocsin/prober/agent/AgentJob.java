package dev.tocsin.prober.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tocsin.prober.check.AddressRule;
import dev.tocsin.prober.check.http.HttpCheck;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * A whole agent: one event loop that pulls work, probes and pushes results. It knows neither
 * Quarkus nor PostgreSQL nor Kafka, so that it runs in a few tens of megabytes wherever there are
 * users.
 */
public final class AgentJob implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(AgentJob.class);
  private static final int BUFFER = 20_000;
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

  private final AgentSettings settings;
  private final Vertx vertx;
  private final Context loop;
  private final HttpCheck check;
  private final ControlClient control;
  private final WorkStreamClient stream;
  private final PushJob push;
  private final AgentHealthResource door;

  /** Wires an agent; {@link #start()} opens its doors. */
  public AgentJob(AgentSettings settings, Clock clock, RandomGenerator random) {
    this.settings = settings;
    this.vertx = Vertx.vertx(small());
    this.loop = vertx.getOrCreateContext();
    ObjectMapper json =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    AgentCounters counters = new AgentCounters();
    Uplink uplink = new Uplink();
    Assignment assignment = new Assignment();
    ResultBuffer buffer = new ResultBuffer(BUFFER);
    this.check = new HttpCheck(vertx, new AddressRule(settings.allowPrivate()));
    this.control = new ControlClient(vertx, settings, json);
    this.push =
        new PushJob(
            vertx, control, buffer, uplink, new Backoff(FIRST_WAIT, MAX_WAIT, random), counters);
    ProbeJob probes = new ProbeJob(vertx, check, clock, assignment, uplink, counters, push::add);
    this.stream =
        new WorkStreamClient(
            vertx,
            control,
            json,
            uplink,
            new Backoff(FIRST_WAIT, MAX_WAIT, random),
            counters,
            work -> {
              probes.take(work);
              LOG.infof(
                  "region %s: %d monitors, version %d",
                  work.region(), work.monitors().size(), work.version());
            },
            confirm -> probes.confirm(confirm.monitorId()));
    this.door =
        new AgentHealthResource(
            vertx,
            () -> assignment.valid(clock.instant()),
            () ->
                counters.text(
                    assignment.size(), buffer.size(), buffer.dropped(), uplink.connected()));
  }

  /** Opens the door, then the stream; fails when the port is taken. */
  public void start() {
    CompletableFuture<Void> started = new CompletableFuture<>();
    loop.runOnContext(
        _ -> {
          Future<?> listening =
              settings.httpPort() < 0
                  ? Future.succeededFuture()
                  : door.listen(settings.httpHost(), settings.httpPort());
          listening
              .onSuccess(
                  _ -> {
                    stream.start();
                    started.complete(null);
                  })
              .onFailure(started::completeExceptionally);
        });
    started.join();
    LOG.infof("agent %s works for %s", settings.name(), settings.controlUrl());
  }

  /** Stops taking work, gives results under way a short time to leave, and ends. */
  @Override
  public void close() {
    Promise<Void> sent = Promise.promise();
    loop.runOnContext(
        _ -> {
          stream.close();
          vertx.setPeriodic(
              20,
              _ -> {
                if (push.idle()) {
                  sent.tryComplete();
                }
              });
        });
    await(sent.future(), CLOSE_LIMIT);
    control.close();
    check.close();
    await(vertx.close(), CLOSE_LIMIT);
  }

  private static void await(Future<Void> future, Duration limit) {
    try {
      future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      LOG.debugf("not ended in time: %s", e.toString());
    }
  }

  private static VertxOptions small() {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false));
    options.getAddressResolverOptions().setCacheMaxTimeToLive(5).setCacheNegativeTimeToLive(0);
    return options;
  }
}
