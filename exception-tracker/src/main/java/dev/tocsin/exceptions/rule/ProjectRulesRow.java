package dev.tocsin.exceptions.rule;

import dev.tocsin.events.Severity;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "project_rules")
class ProjectRulesRow extends PanacheEntityBase {

  @Id
  @Column(name = "project_id")
  Long projectId;

  @Column(name = "new_issue_rings", nullable = false)
  boolean newIssueRings;

  @Column(nullable = false)
  String severity;

  @Nullable String service;

  @Column(nullable = false)
  String environments;

  @Column(name = "updated_at", nullable = false)
  Instant updatedAt;

  @Column(name = "updated_by", nullable = false)
  String updatedBy;

  ProjectRules rules() {
    return new ProjectRules(
        newIssueRings,
        Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
        service,
        environments.isEmpty() ? List.of() : List.of(environments.split("\n")));
  }
}
