package dev.tocsin.logs.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The deciding policy of a row as SQL, for PostgreSQL's counts and for DuckDB's rows alike. */
final class PolicyCase {

  private final String project;
  private final String level;
  private final List<Object> values = new ArrayList<>();

  private PolicyCase(String project, String level) {
    this.project = project;
    this.level = level;
  }

  /**
   * An expression and its values.
   *
   * @param sql with question marks
   * @param values for them
   */
  record Sql(String sql, List<Object> values) {}

  /** For the table of counts: a number that belongs to the deciding policy. */
  static Sql ofCounts(RetentionRules rules, LongUnaryOperator number) {
    return new PolicyCase("project", "level").build(rules, null, number);
  }

  /** For the rows of one project's file: the id of the deciding policy. */
  static Sql ofRows(RetentionRules rules, long project) {
    return new PolicyCase("", "((severity + 3) // 4)").build(rules, project, id -> id);
  }

  private Sql build(RetentionRules rules, @Nullable Long only, LongUnaryOperator number) {
    var sql = new StringBuilder("CASE");
    for (RetentionPolicy policy : rules.policies()) {
      if (only == null || policy.project() == null || policy.project().equals(only)) {
        sql.append(" WHEN ").append(fits(policy, only == null));
        sql.append(" THEN ").append(number.applyAsLong(policy.id()));
      }
    }
    // CASE needs one branch at least.
    sql.append(" WHEN false THEN 0 ELSE ");
    sql.append(number.applyAsLong(RetentionPolicy.DEFAULT)).append(" END");
    return new Sql(sql.toString(), List.copyOf(values));
  }

  private String fits(RetentionPolicy policy, boolean withProject) {
    var parts = new ArrayList<String>();
    if (withProject && policy.project() != null) {
      parts.add(project + " = " + policy.project());
    }
    if (policy.service() != null) {
      parts.add("service = ?");
      values.add(policy.service());
    }
    if (policy.level() != null) {
      parts.add(level + " = " + policy.level());
    }
    return parts.isEmpty() ? "true" : String.join(" AND ", parts);
  }
}
