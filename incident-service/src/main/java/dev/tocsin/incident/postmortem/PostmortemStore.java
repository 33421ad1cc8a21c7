package dev.tocsin.incident.postmortem;

import dev.tocsin.incident.incident.Actor;
import dev.tocsin.incident.incident.Incident;
import dev.tocsin.incident.incident.IncidentPublisher;
import dev.tocsin.incident.incident.IncidentStore;
import dev.tocsin.incident.incident.TimelineStore;
import dev.tocsin.incident.sql.Database;
import dev.tocsin.problem.ProblemException;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table {@code postmortem}. Its changes and the timeline's rows about them are one transaction. */
@ApplicationScoped
public class PostmortemStore {

  private final Database database;
  private final Story story;

  /** Where a change is told. */
  public record Story(
      IncidentStore incidents, TimelineStore timeline, IncidentPublisher publisher) {}

  /** A draft, and whether this call made it. */
  public record Drafted(Postmortem postmortem, boolean made) {}

  PostmortemStore(Database database, Story story) {
    this.database = database;
    this.story = story;
  }

  /** One postmortem, or null. */
  @Transactional
  public @Nullable Postmortem find(UUID id) {
    PostmortemRow row = PostmortemRow.findById(id);
    return row == null ? null : row.value();
  }

  /** The postmortem of an incident, or null. */
  @Transactional
  public @Nullable Postmortem ofIncident(UUID incidentId) {
    PostmortemRow row = PostmortemRow.find("incidentId", incidentId).firstResult();
    return row == null ? null : row.value();
  }

  /** The newest postmortems. */
  @Transactional
  public List<Postmortem> list(int limit) {
    return PostmortemRow.<PostmortemRow>findAll(Sort.descending("incidentNumber"))
        .page(0, limit)
        .stream()
        .map(PostmortemRow::value)
        .toList();
  }

  /** Keeps a draft, unless the incident has a postmortem already. */
  @Transactional
  public Drafted draft(Incident incident, String title, String markdown, Actor actor) {
    Instant now = now();
    // Two at once: the second waits here and then sees what the first one made.
    database.joined(tx -> Objects.requireNonNull(story.incidents().lock(tx, incident.id())));
    PostmortemRow known = PostmortemRow.find("incidentId", incident.id()).firstResult();
    if (known != null) {
      return new Drafted(known.value(), false);
    }
    var row = new PostmortemRow();
    row.id = UUID.randomUUID();
    row.incidentId = incident.id();
    row.incidentNumber = incident.number();
    row.title = title;
    row.state = Postmortem.State.DRAFT.word();
    row.markdown = markdown;
    row.createdAt = now;
    row.createdBy = actor.name();
    row.updatedAt = now;
    row.updatedBy = actor.name();
    row.persistAndFlush();
    tell(row, actor, "Postmortem drafted from the record.", null);
    return new Drafted(row.value(), true);
  }

  /**
   * Changes a draft.
   *
   * @throws ProblemException 409 when it was changed by somebody else, or is published
   */
  @Transactional
  public Postmortem change(UUID id, String markdown, long version, Actor actor) {
    PostmortemRow row = based(id, version);
    row.markdown = markdown;
    row.updatedAt = now();
    row.updatedBy = actor.name();
    flush(row);
    return row.value();
  }

  /**
   * Publishes a draft; done already, it changes nothing.
   *
   * @throws ProblemException 409 when the gate is shut
   */
  @Transactional
  public Postmortem publish(UUID id, Actor actor) {
    PostmortemRow row = found(id);
    if (row.value().state() == Postmortem.State.PUBLISHED) {
      return row.value();
    }
    String shut = PublishGate.reasonToWait(row.markdown);
    if (shut != null) {
      throw ProblemException.conflict(shut);
    }
    row.state = Postmortem.State.PUBLISHED.word();
    row.publishedAt = now();
    row.publishedBy = actor.name();
    flush(row);
    tell(row, actor, "Postmortem published.", "postmortem_published");
    return row.value();
  }

  private void tell(PostmortemRow row, Actor actor, String text, @Nullable String event) {
    database.joined(
        tx -> {
          story.timeline().add(tx, row.incidentId, "postmortem", actor, text);
          Incident incident = story.incidents().find(tx, row.incidentId);
          if (event != null && incident != null) {
            story.publisher().publish(tx, incident, event, actor);
          }
          return true;
        });
  }

  private static PostmortemRow found(UUID id) {
    PostmortemRow row = PostmortemRow.findById(id);
    if (row == null) {
      throw ProblemException.notFound("postmortem", id.toString());
    }
    return row;
  }

  private static PostmortemRow based(UUID id, long version) {
    PostmortemRow row = found(id);
    if (row.value().state() == Postmortem.State.PUBLISHED) {
      throw ProblemException.conflict("The postmortem is published and no longer changed.");
    }
    if (row.version != version) {
      throw ProblemException.conflict(changed(row.version, row.updatedBy));
    }
    return row;
  }

  private static void flush(PostmortemRow row) {
    try {
      row.persistAndFlush();
    } catch (OptimisticLockException e) {
      throw ProblemException.conflict(changed(row.version + 1, "somebody else"));
    }
  }

  private static String changed(long version, String by) {
    return "The postmortem was changed meanwhile by "
        + by
        + " and is at version "
        + version
        + ": load it again and join the changes.";
  }

  private Instant now() {
    return database.joined(tx -> tx.now());
  }
}
