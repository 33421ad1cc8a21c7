package dev.tocsin.incident.postmortem;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of table {@code postmortem}. */
@Entity
@Table(name = "postmortem")
class PostmortemRow extends PanacheEntityBase {

  @Id UUID id;

  @Column(name = "incident_id", updatable = false)
  UUID incidentId;

  @Column(name = "incident_number", updatable = false)
  long incidentNumber;

  @Column String title;
  @Column String state;

  @Column(columnDefinition = "text")
  String markdown;

  @Version @Column long version;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "created_by", updatable = false)
  String createdBy;

  @Column(name = "updated_at")
  Instant updatedAt;

  @Column(name = "updated_by")
  String updatedBy;

  @Column(name = "published_at")
  @Nullable Instant publishedAt;

  @Column(name = "published_by")
  @Nullable String publishedBy;

  Postmortem value() {
    return new Postmortem(
        id,
        incidentId,
        incidentNumber,
        title,
        Postmortem.State.valueOf(state.toUpperCase(Locale.ROOT)),
        markdown,
        version,
        createdAt,
        createdBy,
        updatedAt,
        updatedBy,
        publishedAt,
        publishedBy);
  }
}
