package dev.tocsin.prober.check.http;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;

/** Resolves names anew for every probe: no cache, and nothing of the JDK's blocking lookup. */
final class Resolver implements AutoCloseable {
  private static final long QUERY_TIMEOUT_MILLIS = 2_000;

  private final DnsNameResolver resolver;

  Resolver(Vertx vertx) {
    EventLoop loop = (EventLoop) vertx.nettyEventLoopGroup().next();
    this.resolver =
        new DnsNameResolverBuilder(loop)
            .channelType(NioDatagramChannel.class)
            .resolveCache(NoopDnsCache.INSTANCE)
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
            .queryTimeoutMillis(QUERY_TIMEOUT_MILLIS)
            .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
            .build();
  }

  /** The first address of {@code host}, IPv4 before IPv6; an address is returned as it is. */
  Future<InetAddress> resolve(String host) {
    Promise<InetAddress> promise = Promise.promise();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    resolver
        .resolve(bare)
        .addListener(
            found -> {
              if (found.isSuccess()) {
                promise.tryComplete((InetAddress) found.getNow());
              } else {
                promise.tryFail(found.cause());
              }
            });
    return promise.future();
  }

  @Override
  public void close() {
    resolver.close();
  }
}
