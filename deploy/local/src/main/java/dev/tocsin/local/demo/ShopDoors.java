package dev.tocsin.local.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * The shop over HTTP, on loopback only: {@code GET /} shows the switch, {@code GET /checkout} is
 * what the monitors probe, {@code POST /fault/on} and {@code POST /fault/off} move the switch.
 */
final class ShopDoors implements AutoCloseable {

  private final HttpServer server;
  private final FaultSwitch fault;
  private final Orders orders;
  private final Telemetry telemetry;
  private volatile boolean ready;

  ShopDoors(int port, FaultSwitch fault, Orders orders, Telemetry telemetry) throws IOException {
    this.fault = fault;
    this.orders = orders;
    this.telemetry = telemetry;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", only("GET", this::page));
    server.createContext("/checkout", only("GET", this::checkout));
    server.createContext(
        "/q/health/ready", only("GET", exchange -> text(exchange, ready ? 200 : 503, "")));
    server.createContext("/fault/on", only("POST", exchange -> move(exchange, true)));
    server.createContext("/fault/off", only("POST", exchange -> move(exchange, false)));
    server.start();
  }

  /** Everything is set up: reports ready from now on. */
  void open() {
    ready = true;
  }

  private static HttpHandler only(String method, HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        if (method.equals(exchange.getRequestMethod())) {
          handler.handle(exchange);
        } else {
          text(exchange, 405, "use " + method);
        }
      }
    };
  }

  private void checkout(HttpExchange exchange) throws IOException {
    if (fault.isBroken()) {
      text(exchange, 503, "checkout is down: payment provider does not answer");
    } else {
      text(exchange, 200, "checkout works");
    }
  }

  private void move(HttpExchange exchange, boolean broken) throws IOException {
    fault.set(broken);
    telemetry.switched(broken);
    exchange.getResponseHeaders().set("Location", "/");
    text(exchange, 303, broken ? "broken" : "works");
  }

  private void page(HttpExchange exchange) throws IOException {
    if (!"/".equals(exchange.getRequestURI().getPath())) {
      text(exchange, 404, "not here");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    body(exchange, 200, html());
  }

  private String html() {
    boolean broken = fault.isBroken();
    return """
        <!doctype html><html lang="en"><meta charset="utf-8">
        <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
        <title>Demo shop</title>
        <style>body{font:1.1rem/1.5 system-ui;max-width:34rem;margin:3rem auto;padding:0 1rem}
        button{font:inherit;padding:.7rem 1.4rem;min-height:44px}strong{color:%s}</style>
        <h1>Demo shop</h1>
        <p>Checkout <strong>%s</strong>. Orders placed: %d.</p>
        <form method="post" action="/fault/%s"><button>%s</button></form>
        </html>"""
        .formatted(
            broken ? "#c92a2a" : "#2b8a3e",
            broken ? "is broken" : "works",
            orders.placed(),
            broken ? "off" : "on",
            broken ? "Repair the payment provider" : "Break the payment provider");
  }

  private static void text(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    body(exchange, status, text + "\n");
  }

  private static void body(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
