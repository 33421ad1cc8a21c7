package dev.tocsin.logs.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.logs.record.Services;
import dev.tocsin.logs.redaction.ByteRedaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where records come from, encoded once.
 *
 * @param service the service they belong to
 * @param resource an OTLP Resource
 * @param scope an OTLP InstrumentationScope
 */
public record Origin(String service, byte[] resource, byte[] scope) {

  /** An origin larger than this is refused with all its records. */
  private static final int MAX_BYTES = 256 << 10;

  static Origin of(
      List<Attr> attributes, String scopeName, String scopeVersion, ByteRedaction redaction) {
    Map<String, Object> last = new LinkedHashMap<>();
    attributes.forEach(attribute -> last.put(attribute.key(), attribute.value()));
    Object name = last.get("service.name");
    String service = name == null ? Services.UNKNOWN : Services.bounded(name.toString());
    last.put("service.name", service);
    var resource = new ProtoBytes(256);
    var draft = new RecordDraft(redaction, MAX_BYTES);
    last.forEach((key, value) -> draft.reset().resourceAttribute(resource, key, value));
    var scope = new ProtoBytes(64);
    text(scope, 0x0A, scopeName);
    text(scope, 0x12, scopeVersion);
    return new Origin(service, resource.toByteArray(), scope.toByteArray());
  }

  private static void text(ProtoBytes out, int tag, String value) {
    if (!value.isEmpty()) {
      byte[] bytes = value.getBytes(UTF_8);
      out.field(
          tag,
          Texts.plain(bytes, 0, bytes.length) ? bytes : Texts.repaired(bytes, 0, bytes.length));
    }
  }

  boolean tooLarge() {
    return resource.length + scope.length > MAX_BYTES;
  }

  int overhead() {
    return resource.length + scope.length + 32;
  }
}
