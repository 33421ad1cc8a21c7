package dev.tocsin.engines;

import java.sql.DriverManager;
import java.sql.SQLException;

/** What needs a database administrator: databases on any PostgreSQL, embedded or not. */
public final class PostgresAdmin {

  private PostgresAdmin() {}

  /**
   * Makes {@code database} unless it exists.
   *
   * @param adminUrl JDBC address of any existing database of the server
   */
  public static void createDatabase(
      String adminUrl, String user, String password, String database) {
    if (!database.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("database name must be [a-z][a-z0-9_]*: " + database);
    }
    try (var connection = DriverManager.getConnection(adminUrl, user, password);
        var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
        var ddl = connection.createStatement()) {
      query.setString(1, database);
      if (!query.executeQuery().next()) {
        ddl.execute("CREATE DATABASE " + database);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + database, e);
    }
  }
}
