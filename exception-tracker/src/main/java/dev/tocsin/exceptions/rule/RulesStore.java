package dev.tocsin.exceptions.rule;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Rules per project. */
@ApplicationScoped
public class RulesStore implements PanacheRepositoryBase<ProjectRulesRow, Long> {

  /** {@link ProjectRules#SILENT} for a project that nobody has configured. */
  @Transactional
  public ProjectRules of(long project) {
    var row = findById(project);
    return row == null ? ProjectRules.SILENT : row.rules();
  }

  @Transactional
  public void save(long project, ProjectRules rules, String by, Instant now) {
    var known = findById(project);
    var row = known == null ? new ProjectRulesRow() : known;
    row.projectId = project;
    row.newIssueRings = rules.newIssueRings();
    row.severity = rules.severity().name().toLowerCase(Locale.ROOT);
    row.service = rules.service();
    row.environments = String.join("\n", rules.environments());
    row.updatedAt = now;
    row.updatedBy = by;
    if (known == null) {
      persist(row);
    }
  }

  /** Service by project, for projects whose rules name one. */
  @Transactional
  public Map<Long, String> services() {
    var services = new HashMap<Long, String>();
    for (var row : list("service is not null")) {
      var service = row.service;
      if (service != null) {
        services.put(row.projectId, service);
      }
    }
    return services;
  }
}
