package dev.tocsin.incident.notify;

import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.AlertStore;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.incident.TimelineStore;
import dev.tocsin.incident.ledger.LedgerStore;
import dev.tocsin.incident.link.LinkClaim.Action;
import dev.tocsin.incident.link.Links;
import dev.tocsin.incident.oncall.Person;
import dev.tocsin.incident.oncall.PersonStore;
import dev.tocsin.incident.paging.Attempt;
import dev.tocsin.incident.paging.AttemptStore;
import dev.tocsin.incident.paging.Bell;
import dev.tocsin.incident.paging.Channel;
import dev.tocsin.incident.paging.Page;
import dev.tocsin.incident.paging.PageStore;
import dev.tocsin.incident.paging.Succession;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.incident.sql.Tx;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Claims due attempts and delivers them. Any number of couriers may run on one database. Between
 * claim and sending it asks once more whether the message is still needed; the outcome is written
 * under the lease's token, and whatever did not succeed gets a successor in that transaction.
 */
public final class Courier {

  private static final Logger LOG = Logger.getLogger(Courier.class);
  private static final int AT_ONCE = 16;
  private static final int ALERTS_SHOWN = 5;

  private final String name;
  private final Database database;
  private final Tables tables;
  private final Map<Channel, Notifier> notifiers;
  private final Links links;
  private final Bell bell;
  private final MeterRegistry metrics;
  private final ExecutorService threads;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final AtomicBoolean wanted = new AtomicBoolean();

  /** What a courier reads and writes. */
  public record Tables(
      AttemptStore attempts,
      PageStore pages,
      IncidentStore incidents,
      AlertStore alerts,
      PersonStore people,
      TimelineStore timeline,
      LedgerStore ledger) {}

  /** What a courier works with. */
  public record Means(
      Map<Channel, Notifier> notifiers,
      Links links,
      Bell bell,
      MeterRegistry metrics,
      ExecutorService threads) {}

  /** A courier that leases under {@code name}. */
  public Courier(String name, Database database, Tables tables, Means means) {
    this.name = name;
    this.database = database;
    this.tables = tables;
    this.notifiers = Map.copyOf(means.notifiers());
    this.links = means.links();
    this.bell = means.bell();
    this.metrics = means.metrics();
    this.threads = means.threads();
  }

  /** Delivers in the background; many calls before the work begins make one run. */
  public void deliverSoon() {
    if (wanted.compareAndSet(false, true)) {
      threads.execute(
          () -> {
            wanted.set(false);
            try {
              deliverDue();
            } catch (RuntimeException e) {
              LOG.warnf("due pages could not be claimed, the sweep tries again: %s", e.toString());
            }
          });
    }
  }

  /** Gives back what dead holders left. */
  public void giveBackExpired() {
    int expired = database.transaction(tables.attempts()::giveBackExpired);
    if (expired > 0) {
      metrics.counter("lease_expired").increment(expired);
      LOG.warnf("%d leases had expired; the attempts are due again", expired);
    }
  }

  /**
   * Claims as much due work as there are free places and sends it side by side.
   *
   * @return how many attempts were claimed
   */
  public int deliverDue() {
    int free = places.drainPermits();
    if (free == 0) {
      return 0;
    }
    List<Attempt> claimed;
    try {
      claimed = database.transaction(tx -> tables.attempts().claim(tx, name, free));
    } catch (RuntimeException e) {
      places.release(free);
      throw e;
    }
    places.release(free - claimed.size());
    for (Attempt attempt : claimed) {
      threads.execute(() -> deliverAndFree(attempt));
    }
    return claimed.size();
  }

  private void deliverAndFree(Attempt attempt) {
    try {
      deliver(attempt);
    } catch (RuntimeException e) {
      // The lease runs out and the attempt comes back: nothing is lost, only late.
      LOG.errorf(e, "attempt %s could not be finished", attempt.id());
    } finally {
      places.release();
      bell.ring();
    }
  }

  /** Sends one leased attempt and records what became of it. */
  public void deliver(Attempt attempt) {
    Notice notice = database.<@Nullable Notice>transaction(tx -> stillNeeded(tx, attempt));
    if (notice == null) {
      return;
    }
    Notifier notifier = notifiers.get(attempt.channel());
    SendResult result =
        notifier == null
            ? new SendResult.Failed("this channel is not configured")
            : send(notifier, notice);
    database.transaction(
        tx -> {
          record(tx, attempt, notice, result);
          return true;
        });
  }

  private static SendResult send(Notifier notifier, Notice notice) {
    try {
      return notifier.send(notice);
    } catch (RuntimeException e) {
      LOG.errorf(e, "channel %s broke", notifier.channel().word());
      return new SendResult.Unknown("an unexpected fault in the channel");
    }
  }

  private @Nullable Notice stillNeeded(Tx tx, Attempt attempt) throws SQLException {
    Page page = Objects.requireNonNull(tables.pages().find(tx, attempt.pageId()));
    if (page.state() != Page.State.OPEN) {
      tables.attempts().finish(tx, attempt, "cancelled", "", "");
      tables
          .ledger()
          .page(tx, "attempt_cancelled", page.incidentId(), page.id(), attempt.id(), "not needed");
      return null;
    }
    Incident incident = Objects.requireNonNull(tables.incidents().find(tx, page.incidentId()));
    Person person = Objects.requireNonNull(tables.people().find(tx, page.personId()));
    Instant now = tx.now();
    return new Notice(
        page.id(),
        attempt.number(),
        person,
        page.level(),
        incident.id(),
        incident.number(),
        incident.title(),
        incident.service(),
        incident.severity().name().toLowerCase(Locale.ROOT),
        incident.openedAt(),
        tables.alerts().of(tx, incident.id()).stream()
            .map(alert -> alert.title())
            .limit(ALERTS_SHOWN)
            .toList(),
        links.action(Action.ACKNOWLEDGE, page.id(), person.id(), now),
        links.action(Action.RESOLVE, page.id(), person.id(), now),
        links.incident(incident.id()));
  }

  private void record(Tx tx, Attempt attempt, Notice notice, SendResult result)
      throws SQLException {
    switch (result) {
      case SendResult.HandedOver done -> handedOver(tx, attempt, notice, done);
      case SendResult.Failed failed -> failed(tx, attempt, notice, "failed", failed.reason());
      case SendResult.Unknown unknown -> failed(tx, attempt, notice, "unknown", unknown.reason());
    }
  }

  private void handedOver(Tx tx, Attempt attempt, Notice notice, SendResult.HandedOver done)
      throws SQLException {
    if (!tables.attempts().finish(tx, attempt, "handed_over", done.providerId(), "")) {
      late(tx, attempt, notice, "handed over");
      return;
    }
    ledger(tx, "attempt_handed_over", attempt, notice, done.providerId());
    tell(
        tx,
        notice,
        attempt.channel().word() + " to " + notice.person().name() + " was handed over.");
    Duration took = Duration.between(attempt.createdAt(), tx.now());
    tx.afterCommit(
        () -> {
          count(attempt.channel(), "handed_over");
          metrics.timer("page_planned_to_handed_over").record(took);
        });
  }

  private void failed(Tx tx, Attempt attempt, Notice notice, String state, String reason)
      throws SQLException {
    if (!tables.attempts().finish(tx, attempt, state, "", reason)) {
      late(tx, attempt, notice, state);
      return;
    }
    ledger(tx, "attempt_" + state, attempt, notice, reason);
    tx.afterCommit(() -> count(attempt.channel(), state));
    Page page = Objects.requireNonNull(tables.pages().hold(tx, notice.pageId()));
    if (page.state() != Page.State.OPEN) {
      return;
    }
    var successors =
        Succession.after(
            attempt.channel(),
            attempt.number(),
            tables.attempts().used(tx, page.id()),
            notice.person(),
            attempt.id().getLeastSignificantBits());
    var plan = new StringBuilder();
    for (Succession.Next next : successors) {
      tables
          .attempts()
          .plan(
              tx,
              page.incidentId(),
              page.id(),
              next.channel(),
              next.attempt(),
              0,
              tx.now().plus(next.delay()));
      plan.append(' ')
          .append(next.channel().word())
          .append(next.delay().isZero() ? " now" : " again in " + seconds(next.delay()))
          .append(',');
    }
    plan.setLength(plan.length() - 1);
    tell(
        tx,
        notice,
        attempt.channel().word()
            + " to "
            + notice.person().name()
            + " failed ("
            + reason
            + "):"
            + plan
            + ".");
    tx.afterCommit(bell::ring);
  }

  private void late(Tx tx, Attempt attempt, Notice notice, String outcome) throws SQLException {
    ledger(tx, "late_result", attempt, notice, outcome);
    LOG.warnf("attempt %s: a late result (%s) was not taken", attempt.id(), outcome);
  }

  private void ledger(Tx tx, String kind, Attempt attempt, Notice notice, String details)
      throws SQLException {
    tables.ledger().page(tx, kind, notice.incidentId(), notice.pageId(), attempt.id(), details);
  }

  private void tell(Tx tx, Notice notice, String text) throws SQLException {
    String sentence = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    tables.timeline().add(tx, notice.incidentId(), "delivery", Actor.SYSTEM, sentence);
  }

  private void count(Channel channel, String state) {
    metrics.counter("page_attempts", "channel", channel.word(), "state", state).increment();
  }

  private static String seconds(Duration delay) {
    return Math.max(1, delay.toSeconds()) + " s";
  }
}
