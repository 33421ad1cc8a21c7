package dev.tocsin.slo.objective;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Definitions with all their versions. */
@ApplicationScoped
public class ObjectiveStore implements PanacheRepositoryBase<ObjectiveRow, ObjectiveRow.Key> {

  private static final TypeReference<Map<String, List<String>>> LABELS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> ANNOTATIONS = new TypeReference<>() {};

  private final ObjectMapper json;
  private final Clock clock;

  ObjectiveStore(ObjectMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /** Keeps a definition; the same definition again changes nothing. */
  @Transactional
  public Saved save(SloDefinition slo, String by) {
    ObjectiveRow present = find("name = ?1 and active", slo.name()).firstResult();
    if (present != null && versioned(present).slo().equals(slo)) {
      return new Saved(present.version, Change.UNCHANGED);
    }
    Integer last =
        getEntityManager()
            .createQuery("select max(version) from ObjectiveRow where name = :name", Integer.class)
            .setParameter("name", slo.name())
            .getSingleResult();
    if (present != null) {
      present.active = false;
      flush();
    }
    ObjectiveRow row = rowOf(slo, last == null ? 1 : last + 1, by);
    persistAndFlush(row);
    return new Saved(row.version, present == null ? Change.CREATED : Change.UPDATED);
  }

  /** The current definition; null when there is none of that name. */
  @Transactional
  public @Nullable VersionedSlo current(String name) {
    if (unstorable(name)) {
      return null;
    }
    ObjectiveRow row = find("name = ?1 and active", name).firstResult();
    return row == null ? null : versioned(row);
  }

  /** Every version of a name, the newest first. */
  @Transactional
  public List<VersionedSlo> versions(String name) {
    if (unstorable(name)) {
      return List.of();
    }
    return list("name", Sort.descending("version"), name).stream().map(this::versioned).toList();
  }

  /** Current definitions by name. */
  @Transactional
  public List<VersionedSlo> currentOf(Collection<String> names) {
    return list("active and name in ?1", names).stream().map(this::versioned).toList();
  }

  /** Current definitions of a service, all services where it is null, after a name. */
  @Transactional
  public List<VersionedSlo> page(@Nullable String service, String after, int limit) {
    if (unstorable(after) || (service != null && unstorable(service))) {
      return List.of();
    }
    var byName = Sort.ascending("name");
    var rows =
        service == null
            ? find("active and name > ?1", byName, after)
            : find("active and name > ?1 and service = ?2", byName, after, service);
    return rows.page(0, limit).list().stream().map(this::versioned).toList();
  }

  /** Names of all current definitions. */
  @Transactional
  public List<String> currentNames() {
    return getEntityManager()
        .createQuery("select name from ObjectiveRow where active", String.class)
        .getResultList();
  }

  /** Ends a definition, its versions stay readable; false when there is none of that name. */
  @Transactional
  public boolean remove(String name) {
    return !unstorable(name) && update("active = false where name = ?1 and active", name) > 0;
  }

  /** PostgreSQL knows no zero character, so nothing of such a name can be there. */
  private static boolean unstorable(String text) {
    return text.indexOf('\0') >= 0;
  }

  private ObjectiveRow rowOf(SloDefinition slo, int version, String by) {
    var row = new ObjectiveRow();
    row.name = slo.name();
    row.version = version;
    row.active = true;
    row.displayName = slo.displayName();
    row.description = slo.description();
    row.service = slo.service();
    row.monitor = slo.monitor();
    row.target = slo.objective().toString();
    row.windowDays = slo.windowDays();
    row.minBad = slo.minBad();
    row.labels = write(slo.labels());
    row.annotations = write(slo.annotations());
    row.createdAt = clock.instant();
    row.createdBy = by;
    return row;
  }

  private VersionedSlo versioned(ObjectiveRow row) {
    var slo =
        new SloDefinition(
            row.name,
            row.displayName,
            row.description,
            row.service,
            row.monitor,
            Objective.of(row.target),
            row.windowDays,
            row.minBad,
            read(row.labels, LABELS),
            read(row.annotations, ANNOTATIONS));
    return new VersionedSlo(slo, row.version, row.createdAt, row.createdBy);
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("labels could not be written", e);
    }
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("labels could not be read", e);
    }
  }

  /**
   * What saving did.
   *
   * @param version the version that is current now
   * @param change created, updated or unchanged
   */
  public record Saved(int version, Change change) {}

  /** What saving did. */
  public enum Change {
    /** The first version, or the first since the name was removed. */
    CREATED,
    /** A new version of a current definition. */
    UPDATED,
    /** Nothing. */
    UNCHANGED
  }
}
