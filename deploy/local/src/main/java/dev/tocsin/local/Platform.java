package dev.tocsin.local;

import dev.tocsin.engines.Directories;
import dev.tocsin.engines.EmbeddedPostgres18;
import dev.tocsin.local.credentials.Credentials;
import dev.tocsin.local.credentials.CredentialsStore;
import dev.tocsin.local.engine.Engines;
import dev.tocsin.local.mailbox.Mailbox;
import dev.tocsin.local.mailbox.MailboxResource;
import dev.tocsin.local.service.ServiceCatalogue;
import dev.tocsin.local.supervise.Leftovers;
import dev.tocsin.local.supervise.ProcessId;
import dev.tocsin.local.supervise.RunState;
import dev.tocsin.local.supervise.RunStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** One running platform: starts everything in order, looks after it, stops it in reverse order. */
final class Platform {

  private static final Duration START_LIMIT = Duration.ofSeconds(240);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration REMINDER = Duration.ofSeconds(20);
  private static final Duration ENGINE_TICK = Duration.ofSeconds(5);

  private final Settings settings;
  private final CommandLine.Up wish;
  private final Progress progress;
  private final RunStateStore states;
  private final Clock clock;
  private final Crew crew;

  private volatile boolean stopping;
  private @Nullable Engines engines;
  private @Nullable Mailbox mailbox;
  private @Nullable MailboxResource mailboxPage;
  private @Nullable Thread guide;
  private @Nullable Credentials credentials;
  private boolean ready;

  Platform(
      Settings settings,
      CommandLine.Up wish,
      Progress progress,
      RunStateStore states,
      Clock clock) {
    this.settings = settings;
    this.wish = wish;
    this.progress = progress;
    this.states = states;
    this.clock = clock;
    this.crew = new Crew(settings, clock, progress);
  }

  /** Starts everything and returns when all of it is ready, or when it is told to stop. */
  void start() throws IOException {
    var demo = wish.demo() ? demo() : null;
    tidy();
    var store = new CredentialsStore(settings.credentials());
    var known = store.read();
    var secrets = Credentials.completing(known);
    credentials = secrets;
    var catalogue = new ServiceCatalogue(settings, secrets);
    checkBeforeStart(catalogue);
    store.write(catalogue.addresses(), secrets);

    var running = startEngines(secrets);
    startMailbox();
    crew.add(catalogue.specs(running, wish.without()));
    save();
    awaitReady();
    if (demo != null && !stopping) {
      crew.add(demo.processes(context(catalogue, secrets)));
      save();
      awaitReady();
    }
    if (!stopping) {
      ready = true;
      save();
      announce(known.isEmpty(), secrets);
      if (demo != null) {
        startGuide(demo, context(catalogue, secrets));
      }
    }
  }

  /** Looks after everything until {@link #requestStop}. */
  void tend() throws IOException {
    var nextEngineTick = System.nanoTime();
    while (!stopping) {
      if (crew.tend()) {
        save();
      }
      crew.askReady();
      if (System.nanoTime() >= nextEngineTick) {
        tendEngines();
        nextEngineTick = System.nanoTime() + ENGINE_TICK.toNanos();
      }
      pause();
    }
  }

  /** Makes {@link #start} and {@link #tend} return soon; does nothing else. */
  void requestStop() {
    stopping = true;
  }

  /** Stops everything that was started, children before engines. */
  void stop() {
    stopping = true;
    if (guide != null) {
      guide.interrupt();
    }
    crew.stop(STOP_LIMIT);
    if (mailboxPage != null) {
      mailboxPage.close();
    }
    if (mailbox != null) {
      mailbox.close();
    }
    if (engines != null) {
      engines.close();
    }
    try {
      Directories.delete(settings.temporary());
      states.clear();
    } catch (IOException e) {
      progress.step("cannot tidy up " + settings.run() + ": " + e.getMessage());
    }
  }

  /** Removes what an earlier run left: processes that outlived it, temporary files, old data. */
  private void tidy() throws IOException {
    var former = states.read();
    if (former != null) {
      Leftovers.of(former).stop(STOP_LIMIT, progress::step);
    }
    EmbeddedPostgres18.stopLeftover(settings.data().resolve("postgres"));
    states.clear();
    if (wish.fresh()) {
      progress.step("throwing away all data in " + settings.home());
      Directories.delete(settings.data());
      Files.deleteIfExists(settings.credentials());
    }
    Directories.delete(settings.temporary());
    Files.createDirectories(settings.temporary());
    Files.createDirectories(settings.logs());
    Files.createDirectories(settings.data());
  }

  private void checkBeforeStart(ServiceCatalogue catalogue) {
    // Addresses of engines do not matter here, so the plan is made as if they were given.
    var nowhere = new Settings.ExternalEngines("jdbc:postgresql://localhost/", "", "", "");
    var plan = catalogue.specs(Engines.external(nowhere), wish.without());
    Preflight.built(plan);
    Preflight.portsFree(settings, plan);
  }

  private Engines startEngines(Credentials secrets) {
    var external = settings.external();
    var running =
        external == null ? Engines.embedded(settings, secrets) : Engines.external(external);
    engines = running;
    if (running.isEmbedded()) {
      progress.step("PostgreSQL 18 and Kafka 4.1 are ready");
    }
    running.prepare(ServiceCatalogue.databases());
    progress.step("databases and topics are there");
    return running;
  }

  private void startMailbox() {
    if (settings.smtpHost() == null) {
      mailbox = new Mailbox(settings.ports().of("SMTP"), clock);
      mailboxPage = new MailboxResource(mailbox, settings.ports().of("MAILBOX"));
      progress.step("mailbox shows every mail on " + settings.ports().url("MAILBOX"));
    }
  }

  private void awaitReady() throws IOException {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    var nextReminder = System.nanoTime() + REMINDER.toNanos();
    while (!stopping && !crew.askReady()) {
      if (System.nanoTime() > nextReminder) {
        progress.step("waiting for " + crew.unready());
        nextReminder = System.nanoTime() + REMINDER.toNanos();
      }
      if (System.nanoTime() > deadline) {
        throw new UserError(
            "not ready after " + START_LIMIT.toSeconds() + " s:" + crew.unreadyReport());
      }
      if (crew.tend()) {
        save();
      }
      pause();
    }
  }

  private void tendEngines() throws IOException {
    crew.rotateLogs();
    if (mailbox != null) {
      mailbox.collect();
    }
    if (engines != null && credentials != null && engines.revivePostgres(settings, credentials)) {
      progress.step("PostgreSQL had ended; it runs again");
      save();
    }
  }

  private void announce(boolean first, Credentials secrets) throws IOException {
    var state = states.read();
    progress.plain("");
    progress.plain(state == null ? "" : StatusTable.of(state).toString());
    progress.plain("Tocsin is up: " + settings.ports().url("CONSOLE"));
    if (first) {
      progress.plain("  sign in as   " + secrets.get("TOCSIN_ADMIN_USER"));
      progress.plain("  password     " + secrets.get("TOCSIN_ADMIN_PASSWORD"));
      progress.plain("  API token    " + secrets.get("TOCSIN_API_TOKEN"));
      progress.plain("  ingest key   " + secrets.get("TOCSIN_INGEST_KEY"));
      progress.plain("  Sentry DSN   " + secrets.sentryDsn(settings.ports().of("EXCEPTIONS")));
    }
    progress.plain("Addresses and keys: " + settings.credentials());
  }

  private static Demo demo() {
    return ServiceLoader.load(Demo.class)
        .findFirst()
        .orElseThrow(() -> new UserError("this build has no demo"));
  }

  private Demo.Context context(ServiceCatalogue catalogue, Credentials secrets) {
    var environment = new LinkedHashMap<>(catalogue.addresses());
    environment.putAll(secrets.values());
    return new Demo.Context(
        environment, System.getProperty("java.class.path"), settings.temporary(), System.getenv());
  }

  private void startGuide(Demo demo, Demo.Context context) {
    if (System.getenv(Launcher.BACKGROUND) != null) {
      return;
    }
    guide =
        Thread.ofPlatform()
            .daemon()
            .name("guide")
            .start(
                () -> {
                  try {
                    demo.guide(context, System.in, System.out);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } catch (Exception e) {
                    progress.step("the guide of the demo ended: " + e);
                  }
                });
  }

  private synchronized void save() throws IOException {
    var parts = new ArrayList<RunState.Part>();
    var self = ProcessId.of(ProcessHandle.current());
    if (engines != null) {
      parts.addAll(engineParts(engines, self));
    }
    if (mailbox != null) {
      parts.add(part("mailbox", settings.ports().url("MAILBOX"), null, RunState.Kind.NO_PROCESS));
    }
    parts.addAll(crew.parts());
    states.write(new RunState(self, ready, parts));
  }

  private List<RunState.Part> engineParts(Engines running, ProcessId self) {
    if (!running.isEmbedded()) {
      return List.of(
          part("postgresql", running.jdbcUrl(""), null, RunState.Kind.NO_PROCESS),
          part("kafka", running.kafkaBootstrap(), null, RunState.Kind.NO_PROCESS),
          part("launcher", "", self, RunState.Kind.LAUNCHER));
    }
    var server = running.postgresProcess();
    return List.of(
        part(
            "postgresql",
            "localhost:" + settings.ports().of("POSTGRES"),
            server == null ? null : ProcessId.of(server),
            RunState.Kind.DATABASE),
        part("kafka (launcher)", running.kafkaBootstrap(), self, RunState.Kind.LAUNCHER));
  }

  private static RunState.Part part(
      String name, String address, @Nullable ProcessId process, RunState.Kind kind) {
    return new RunState.Part(name, address, null, process, kind);
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
