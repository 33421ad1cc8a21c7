package dev.tocsin.logs.redaction;

import dev.tocsin.logs.redaction.Redactor.Rule;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Cleans every text in an OTLP record: the body and all attribute values, however deep. */
public final class OtlpRedaction {

  private final Consumer<Rule> found;

  /** Reports each replacement to {@code found}. */
  public OtlpRedaction(Consumer<Rule> found) {
    this.found = found;
  }

  /** The same record without secrets; the same instance when there were none. */
  public LogRecord clean(LogRecord record) {
    AnyValue body = clean(record.getBody());
    List<KeyValue> attributes = clean(record.getAttributesList());
    if (body == record.getBody() && attributes == record.getAttributesList()) {
      return record;
    }
    var copy = record.toBuilder();
    if (record.hasBody()) {
      copy.setBody(body);
    }
    return copy.clearAttributes().addAllAttributes(attributes).build();
  }

  /** The same attributes without secrets; the same list when there were none. */
  public List<KeyValue> clean(List<KeyValue> attributes) {
    List<KeyValue> changed = null;
    for (int i = 0; i < attributes.size(); i++) {
      KeyValue attribute = attributes.get(i);
      KeyValue clean = clean(attribute);
      if (clean != attribute) {
        changed = changed == null ? new ArrayList<>(attributes) : changed;
        changed.set(i, clean);
      }
    }
    return changed == null ? attributes : changed;
  }

  private KeyValue clean(KeyValue attribute) {
    AnyValue value = attribute.getValue();
    if (value.hasStringValue() && Redactor.secretName(attribute.getKey())) {
      found.accept(Rule.PASSWORD);
      return attribute.toBuilder()
          .setValue(AnyValue.newBuilder().setStringValue(Redactor.replacement(Rule.PASSWORD)))
          .build();
    }
    AnyValue clean = clean(value);
    return clean == value ? attribute : attribute.toBuilder().setValue(clean).build();
  }

  private AnyValue clean(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> {
        var redacted = Redactor.redact(value.getStringValue());
        redacted.hits().forEach(found);
        yield redacted.hits().isEmpty()
            ? value
            : AnyValue.newBuilder().setStringValue(redacted.text()).build();
      }
      case KVLIST_VALUE -> {
        List<KeyValue> before = value.getKvlistValue().getValuesList();
        List<KeyValue> after = clean(before);
        yield after == before
            ? value
            : AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder().addAllValues(after))
                .build();
      }
      case ARRAY_VALUE -> {
        List<AnyValue> before = value.getArrayValue().getValuesList();
        List<AnyValue> after = before.stream().map(this::clean).toList();
        yield after.equals(before)
            ? value
            : AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder().addAllValues(after))
                .build();
      }
      default -> value;
    };
  }
}
