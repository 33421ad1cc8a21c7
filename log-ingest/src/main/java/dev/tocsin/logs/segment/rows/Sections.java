package dev.tocsin.logs.segment.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.logs.record.AnyValues;
import dev.tocsin.logs.record.Services;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What rows share: project, service, resource and scope. Rows name a section by number; resources
 * that are equal byte by byte are read once per flush.
 */
final class Sections {

  private record Key(long project, int resource, int scope) {}

  private final ByteDictionary raw = new ByteDictionary();

  /** Resources as JSON objects. */
  final ByteDictionary resources = new ByteDictionary();

  /** Names of scopes; number 0 is no name. */
  final ByteDictionary scopes = new ByteDictionary();

  /** Names of services. */
  final ByteDictionary services = new ByteDictionary();

  private final List<byte[]> values = new ArrayList<>();
  private final Map<Key, Integer> numbers = new HashMap<>();
  private int[] resourceOfRaw = new int[16];
  private int[] serviceOfRaw = new int[16];

  int size;
  long[] project = new long[16];
  int[] service = new int[16];
  int[] resource = new int[16];
  int[] scope = new int[16];

  Sections() {
    clear();
  }

  /** The number of a resource, given as the bytes of its message. */
  int resource(byte[] source, int from, int to) throws InvalidProtocolBufferException {
    int known = raw.size();
    int id = raw.intern(source, from, to);
    if (id < known) {
      return id;
    }
    if (id >= resourceOfRaw.length) {
      resourceOfRaw = Arrays.copyOf(resourceOfRaw, id * 2);
      serviceOfRaw = Arrays.copyOf(serviceOfRaw, id * 2);
    }
    // A message that cannot be read must not stay known as one that can.
    resourceOfRaw[id] = -1;
    var attributes = Resource.parser().parseFrom(source, from, to - from).getAttributesList();
    serviceOfRaw[id] = intern(services, Services.nameOf(attributes));
    var flat = AnyValues.flatten(attributes);
    int resourceId = intern(resources, AnyValues.toJson(flat));
    if (resourceId == values.size()) {
      values.add(
          flat.values().stream()
              .map(AnyValues::toText)
              .collect(Collectors.joining("\n"))
              .getBytes(UTF_8));
    }
    resourceOfRaw[id] = resourceId;
    return id;
  }

  /** The number of a section. */
  int section(long projectId, int rawResource, int scopeId) throws InvalidProtocolBufferException {
    int resourceId = resourceOfRaw[rawResource];
    if (resourceId < 0) {
      throw Wire.broken("has a broken resource");
    }
    int serviceId = serviceOfRaw[rawResource];
    var key = new Key(projectId, resourceId, scopeId);
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    numbers.put(key, size);
    if (size == project.length) {
      project = Arrays.copyOf(project, size * 2);
      service = Arrays.copyOf(service, size * 2);
      resource = Arrays.copyOf(resource, size * 2);
      scope = Arrays.copyOf(scope, size * 2);
    }
    project[size] = projectId;
    service[size] = serviceId;
    resource[size] = resourceId;
    scope[size] = scopeId;
    return size++;
  }

  /** The values of a resource's attributes as text, a line each. */
  byte[] values(int resourceId) {
    return values.get(resourceId);
  }

  void clear() {
    numbers.clear();
    values.clear();
    raw.clear();
    resources.clear();
    scopes.clear();
    services.clear();
    scopes.intern(new byte[0], 0, 0);
    size = 0;
  }

  private static int intern(ByteDictionary dictionary, String text) {
    var bytes = text.getBytes(UTF_8);
    return dictionary.intern(bytes, 0, bytes.length);
  }
}
