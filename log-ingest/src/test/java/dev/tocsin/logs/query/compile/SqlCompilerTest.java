package dev.tocsin.logs.query.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.logs.query.language.Expr;
import dev.tocsin.logs.query.language.Expr.Kind;
import dev.tocsin.logs.query.language.Expr.Unit;
import dev.tocsin.logs.query.language.Field;
import dev.tocsin.logs.query.language.Op;
import dev.tocsin.logs.query.language.Parsed;
import dev.tocsin.logs.query.language.QueryParser;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The compiled SQL, run by DuckDB, against the plain meaning. */
class SqlCompilerTest {

  private static final String[] WORDS = {
    "alpha",
    "Alpha",
    "ALPHABET",
    "beta_2",
    "x",
    "10",
    "10.5",
    "1e3",
    "über",
    "ÜBER",
    "a\"b",
    "a\\b",
    "50%",
    "a_b",
    "a*b",
    "(q)",
    "\n",
    "true",
    "",
    "foo bar",
    "/api/v1",
    "-",
    "500",
    "9a"
  };
  private static final String[] KEYS = {"k", "http.status", "a/b~c", "q\"r", "dur", "flag", "Key"};
  private static final Columns PROMOTED =
      Columns.of(List.of("s:k", "i:http.status", "d:dur", "b:flag", "i:k"));
  private static final ObjectMapper JSON = new ObjectMapper();

  private Connection duck;

  @BeforeEach
  void open() throws SQLException {
    duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
  }

  @AfterEach
  void close() throws SQLException {
    duck.close();
  }

  @Test
  void sqlFindsTheSameLinesAsTheMeaningSays() throws Exception {
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    var random = new Random(seed);
    var lines = new ArrayList<Naive.Line>();
    for (int i = 0; i < 300; i++) {
      lines.add(line(random));
    }
    store("promoted", lines, PROMOTED);
    store("plain", lines, Columns.FIXED);
    for (int i = 0; i < 800; i++) {
      Expr expr = expr(random, 3);
      var expected = new ArrayList<Integer>();
      for (int n = 0; n < lines.size(); n++) {
        if (Naive.holds(expr, lines.get(n))) {
          expected.add(n);
        }
      }
      String about = "-Dtocsin.seed=" + seed + " " + expr;
      assertThat(found("promoted", expr, PROMOTED)).as(about).isEqualTo(expected);
      assertThat(found("plain", expr, Columns.FIXED)).as(about).isEqualTo(expected);
    }
  }

  @Test
  void typedTextFindsWhatItSays() throws Exception {
    var line =
        new Naive.Line(
            "checkout",
            "Connection refused by 10.0.0.7:5432 (attempt 3)",
            17,
            "ERROR",
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
            "com.example.Pool",
            new TreeMap<>(Map.of("http.status", 503L, "dur", 1.5, "k", "Straße", "took_ms", 1800L)),
            Map.of("region", "eu-west"));
    store("promoted", List.of(line), PROMOTED);
    for (String yes :
        List.of(
            "refused",
            "REFUSED",
            "\"connection refused\"",
            "10.0.0.7",
            "level>=warn",
            "conn*",
            "*fuse*",
            "re*sed",
            "service:checkout",
            "service:check*",
            "http.status:5*",
            "http.status:>=500",
            "http.status:500..599",
            "http.status:(404 503)",
            "region:eu-west",
            "k:straße",
            "k:STRASSE OR k:straße",
            "-k:x",
            "nothere!=1",
            "-nothere:*",
            "dur:*",
            "took_ms:>1.5s",
            "took_ms:<2s",
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00F067AA0BA902B7",
            "/refu.ed by/",
            "/REFUSED/i",
            "body:connection",
            "k=Straße",
            "503",
            "scope:com.example.*",
            "level:error",
            "severity_text:error",
            "(a OR refused) -missing",
            "attempt\\ 3\\)")) {
      assertThat(found("promoted", parsed(yes), PROMOTED)).as(yes).containsExactly(0);
    }
    for (String no :
        List.of(
            "refuse",
            "onnection",
            "\"connection refuse\"",
            "level<error",
            "k=straße",
            "/REFUSED/",
            "http.status:>503",
            "body:503",
            "region:eu",
            "service:checkou",
            "nothere:*",
            "took_ms:>2s",
            "body=connection",
            "eu-west",
            "-refused",
            "severity_text=error")) {
      assertThat(found("promoted", parsed(no), PROMOTED)).as(no).isEmpty();
    }
  }

  @Test
  void nothingAUserTypesBecomesPartOfTheSql() {
    String evil = "x' OR 1=1 --";
    for (Kind kind : Kind.values()) {
      for (Field field : List.of(Field.ANY, Field.BODY, new Field.Attribute(evil))) {
        var predicate = SqlCompiler.compile(new Expr.Text(field, kind, evil, false), Columns.FIXED);
        assertThat(predicate.sql()).doesNotContain("1=1");
      }
    }
    var columns = Columns.of(List.of("s:a\" OR 1=1 --"));
    assertThat(
            SqlCompiler.compile(new Expr.Exists(new Field.Attribute("a\" OR 1=1 --")), columns)
                .sql())
        .contains("\"s:a\"\" OR 1=1 --\"");
  }

  private static Expr parsed(String text) {
    return switch (QueryParser.parse(text)) {
      case Parsed.Good good -> good.expr();
      case Parsed.Bad bad -> throw new AssertionError(text + ": " + bad.message());
    };
  }

  private List<Integer> found(String table, Expr expr, Columns columns) throws SQLException {
    var predicate = SqlCompiler.compile(expr, columns);
    String sql = "SELECT n FROM " + table + " WHERE " + predicate.sql() + " ORDER BY n";
    try (var statement = duck.prepareStatement(sql)) {
      predicate.bind(statement, 1);
      var found = new ArrayList<Integer>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getInt(1));
        }
      }
      return found;
    }
  }

  private void store(String table, List<Naive.Line> lines, Columns columns) throws Exception {
    var names = new ArrayList<String>();
    for (String column : columns.promoted()) {
      String type =
          switch (column.charAt(0)) {
            case 'i' -> "BIGINT";
            case 'd' -> "DOUBLE";
            case 'b' -> "BOOLEAN";
            default -> "VARCHAR";
          };
      names.add(Columns.quoted(column) + " " + type);
    }
    try (var statement = duck.createStatement()) {
      statement.execute(
          "CREATE TABLE %s (n INTEGER, service VARCHAR, body VARCHAR, severity SMALLINT, severity_text VARCHAR, trace_id VARCHAR, span_id VARCHAR, scope VARCHAR, resource VARCHAR, attributes VARCHAR%s)"
              .formatted(table, names.isEmpty() ? "" : ", " + String.join(", ", names)));
    }
    String marks = "?, ".repeat(9 + names.size()) + "?";
    try (var insert = duck.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
      for (int n = 0; n < lines.size(); n++) {
        var line = lines.get(n);
        var rest = new LinkedHashMap<String, Object>(line.attributes());
        insert.setInt(1, n);
        insert.setString(2, line.service());
        insert.setString(3, line.body());
        insert.setInt(4, line.severity());
        insert.setString(5, line.severityText());
        insert.setString(6, line.traceId());
        insert.setString(7, line.spanId());
        insert.setString(8, line.scope());
        insert.setString(9, json(line.resource()));
        int index = 11;
        for (String column : columns.promoted()) {
          Object value = rest.get(column.substring(2));
          boolean fits = value != null && column.charAt(0) == letter(value);
          insert.setObject(index++, fits ? value : null);
          if (fits) {
            rest.remove(column.substring(2));
          }
        }
        insert.setString(10, rest.isEmpty() ? null : json(rest));
        insert.execute();
      }
    }
  }

  private static char letter(Object value) {
    return switch (value) {
      case Long number -> 'i';
      case Double number -> 'd';
      case Boolean truth -> 'b';
      default -> 's';
    };
  }

  private static String json(Map<String, ?> map) {
    try {
      return JSON.writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Naive.Line line(Random random) {
    var attributes = new TreeMap<String, Object>();
    var resource = new TreeMap<String, String>();
    for (String key : KEYS) {
      if (random.nextInt(3) == 0) {
        attributes.put(key, value(random));
      }
      if (random.nextInt(4) == 0) {
        resource.put(key, word(random));
      }
    }
    return new Naive.Line(
        word(random),
        word(random) + pick(random, " ", "", "-", "é", "\n") + word(random),
        random.nextInt(25),
        word(random),
        random.nextBoolean() ? null : "00" + random.nextInt(3),
        random.nextBoolean() ? null : word(random),
        word(random),
        attributes,
        resource);
  }

  private static Object value(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> (long) random.nextInt(20) * 50;
      case 1 -> random.nextInt(40) / 4.0;
      case 2 -> random.nextBoolean();
      case 3 -> random.nextInt(30) + pick(random, "ms", "s", " m", "kb", "KiB", "x");
      default -> word(random);
    };
  }

  private static Expr expr(Random random, int depth) {
    int kind = random.nextInt(depth > 0 ? 9 : 6);
    return switch (kind) {
      case 0 -> new Expr.Severity(pick(random, Op.values()), random.nextInt(25));
      case 1 -> new Expr.Exists(field(random, false));
      case 2 ->
          new Expr.Number(
              attribute(random),
              pick(random, Op.values()),
              pick(random, 0.0, 1.0, 2.5, 10.0, 500.0, 1000.0, 0.01),
              pick(random, Unit.values()));
      case 3, 4, 5 -> text(random);
      case 6 -> new Expr.Not(expr(random, depth - 1));
      case 7 -> new Expr.And(parts(random, depth));
      default -> new Expr.Or(parts(random, depth));
    };
  }

  private static List<Expr> parts(Random random, int depth) {
    var parts = new ArrayList<Expr>();
    for (int i = random.nextInt(4); i > 0; i--) {
      parts.add(expr(random, depth - 1));
    }
    return parts;
  }

  private static Expr text(Random random) {
    Kind kind = pick(random, Kind.values());
    String word = word(random);
    if (word.length() > 2 && random.nextInt(3) == 0) {
      word = word.substring(random.nextInt(2), word.length() - random.nextInt(2));
    }
    String pattern =
        switch (kind) {
          case REGEX ->
              pick(random, "a.p", "^alpha\\z", "[0-9]+", "über", "b\\z", ".b", "x|10", "");
          case WILDCARD -> pick(random, word, "*" + word, word + "*", "*b*", "?", "a?b", "a\\*b");
          default -> word;
        };
    if (kind == Kind.WILDCARD && pattern.endsWith("\\")) {
      pattern += "\\";
    }
    return new Expr.Text(field(random, true), kind, pattern, random.nextBoolean());
  }

  private static Field field(Random random, boolean any) {
    Field[] fields = {
      Field.BODY, Field.SERVICE, Field.SEVERITY_TEXT, Field.TRACE_ID, Field.SPAN_ID, Field.SCOPE
    };
    int n = random.nextInt(10);
    return n < 4 ? attribute(random) : any && n < 7 ? Field.ANY : pick(random, fields);
  }

  private static Field attribute(Random random) {
    return new Field.Attribute(pick(random, KEYS));
  }

  private static String word(Random random) {
    return pick(random, WORDS);
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... from) {
    return from[random.nextInt(from.length)];
  }
}
