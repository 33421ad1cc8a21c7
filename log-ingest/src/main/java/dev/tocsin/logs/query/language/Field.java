package dev.tocsin.logs.query.language;

/** What a condition looks at. */
public sealed interface Field {

  /** The body and every attribute value; not the resource. */
  record Any() implements Field {}

  /** The readable message. */
  record Body() implements Field {}

  /** The service the line belongs to. */
  record Service() implements Field {}

  /** The sender's own word for the level. */
  record SeverityText() implements Field {}

  /** 32 lower-case hex digits. */
  record TraceId() implements Field {}

  /** 16 lower-case hex digits. */
  record SpanId() implements Field {}

  /** Name of the instrumentation scope. */
  record Scope() implements Field {}

  /**
   * The attribute of this name; where the line has none, the resource attribute of this name.
   *
   * @param key dotted name
   */
  record Attribute(String key) implements Field {}

  Field ANY = new Any();
  Field BODY = new Body();
  Field SERVICE = new Service();
  Field SEVERITY_TEXT = new SeverityText();
  Field TRACE_ID = new TraceId();
  Field SPAN_ID = new SpanId();
  Field SCOPE = new Scope();
}
