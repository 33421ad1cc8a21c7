package dev.tocsin.logs.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Collects the tokens of a finished file, block by block, for its filter. */
final class FileTokens {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int FIXED = 5;

  private final FilterWriter filter = new FilterWriter();
  private String lastResource = "";

  private FileTokens() {}

  /** The filter of a file with these promoted columns. */
  static FilterWriter filter(DuckDBConnection connection, Path file, List<String> columns)
      throws SQLException, IOException {
    return new FileTokens().read(connection, file, columns);
  }

  private FilterWriter read(DuckDBConnection connection, Path file, List<String> columns)
      throws SQLException, IOException {
    String promoted =
        columns.stream()
            .map(column -> ", " + SegmentFormat.quoted(column) + "::VARCHAR")
            .collect(Collectors.joining());
    String sql =
        "SELECT block, trace_id, body, resource, attributes"
            + promoted
            + " FROM "
            + SegmentSql.files(List.of(file));
    try (var statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      int block = -1;
      while (rows.next()) {
        if (rows.getInt(1) != block) {
          if (block >= 0) {
            filter.endBlock();
          }
          block = rows.getInt(1);
          lastResource = "";
        }
        row(rows, columns.size());
      }
      if (block >= 0) {
        filter.endBlock();
      }
    }
    return filter;
  }

  private void row(ResultSet rows, int promoted) throws SQLException, IOException {
    String trace = rows.getString(2);
    if (trace != null && !trace.isEmpty()) {
      filter.trace(Tokens.trace(trace));
    }
    text(rows.getString(3));
    String resource = rows.getString(4);
    if (resource != null && !resource.equals(lastResource)) {
      json(resource);
      lastResource = resource;
    }
    json(rows.getString(FIXED));
    for (int i = 1; i <= promoted; i++) {
      text(rows.getString(FIXED + i));
    }
  }

  /** Values as they are, and the text of nested ones: whichever way it is asked, it is there. */
  private void json(@Nullable String object) throws IOException {
    if (object == null || object.length() <= 2) {
      return;
    }
    boolean nested = object.indexOf('[') >= 0 || object.indexOf('{', 1) >= 0;
    if (nested) {
      text(object);
    }
    try (JsonParser parser = JSON.createParser(object)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          text(parser.getText());
        }
      }
    }
  }

  private void text(@Nullable String value) {
    if (value != null && !value.isEmpty()) {
      var bytes = value.getBytes(UTF_8);
      Tokens.each(bytes, 0, bytes.length, filter);
    }
  }
}
