package dev.tocsin.slo.objective;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One version of a definition. */
@Entity
@Table(name = "slo_version")
@IdClass(ObjectiveRow.Key.class)
class ObjectiveRow {

  @Id
  @Column(name = "name")
  String name;

  @Id
  @Column(name = "version")
  int version;

  @Column(name = "is_current")
  boolean active;

  @Column(name = "display_name")
  @Nullable String displayName;

  @Column(name = "description")
  @Nullable String description;

  @Column(name = "service")
  String service;

  @Column(name = "monitor")
  String monitor;

  @Column(name = "target")
  String target;

  @Column(name = "window_days")
  int windowDays;

  @Column(name = "min_bad")
  int minBad;

  @Column(name = "labels")
  String labels;

  @Column(name = "annotations")
  String annotations;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "created_by")
  String createdBy;

  /** Name and version. */
  static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    @Column(name = "name")
    String name;

    @Column(name = "version")
    int version;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && version == key.version && Objects.equals(name, key.name);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, version);
    }
  }
}
