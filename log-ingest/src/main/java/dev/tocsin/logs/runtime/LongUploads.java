package dev.tocsin.logs.runtime;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/** A journal arrives in one request of any length; it is read as a stream, so no limit holds. */
@Singleton
class LongUploads {

  void allow(@Observes Router router) {
    for (String path : new String[] {"/upload", "/journal/:key/upload"}) {
      router
          .post(path)
          .order(0)
          .handler(
              request -> {
                request.put(VertxInputStream.MAX_REQUEST_SIZE_KEY, -1L);
                request.next();
              });
    }
  }
}
