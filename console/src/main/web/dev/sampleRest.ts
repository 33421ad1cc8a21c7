import { iso, noise } from './sampleData.ts';

const ago = (seconds: number) => iso(Date.now() - seconds * 1000);

export const issues = () => [
  issue('e-1', 'PaymentTimeout', 'read timed out after 30000 ms', 'com.example.shop.pay.PaymentClient.charge', 'new', 214, 311, 497, 12),
  issue('e-2', 'java.lang.IllegalStateException', 'cart 88123 changed while it was being priced', 'com.example.shop.cart.Cart.total', 'regressed', 38, 35, 864_000, 3_400),
  issue('e-3', 'TypeError', "Cannot read properties of undefined (reading 'price')", 'app/cart/summary.ts in renderSummary', 'ongoing', 1_204, 640, 1_900_000, 410),
  issue('e-4', 'ConnectionResetError', 'connection reset by peer', 'search/index.py in refresh', 'resolved', 4, 0, 2_600_000, 700_000),
];

function issue(id: string, type: string, value: string, culprit: string, state: string, events: number, users: number, first: number, last: number) {
  return {
    id,
    projectId: '1',
    title: `${type}: ${value}`,
    type,
    value,
    culprit,
    level: 'error',
    state,
    events,
    users,
    firstSeen: ago(first),
    lastSeen: ago(last),
    release: 'shop@2.14.0',
    environment: 'production',
    grouping: {
      algorithm: 'g1',
      hash: '9f2c4a1be07d55aa',
      mechanism: 'stack trace of our own frames',
      explanation: [
        part('exception', true, 'type', type, []),
        part('frames', true, 'application frames, newest first', null, [
          part('frame', true, 'application; package com.example', 'com.example.shop.pay.PaymentClient.charge'),
          part('frame', false, 'library: package io.quarkus', 'io.quarkus.arc.impl.AbstractInvocationContext.proceed'),
          part('frame', true, 'application; package com.example', 'com.example.shop.checkout.CheckoutService.place'),
        ]),
        part('message', false, 'frames speak before messages', value),
      ],
    },
  };
}

interface Part {
  name: string;
  contributes: boolean;
  reason: string;
  value: string | null;
  children: Part[];
}

function part(name: string, contributes: boolean, reason: string, value: string | null, children: Part[] = []): Part {
  return { name, contributes, reason, value, children };
}

export const events = () => Array.from({ length: 6 }, (_, index) => ({ eventId: `ev-${index}`, occurredAt: ago(12 + index * 70) }));

const frame = (fn: string, module: string, filename: string, lineno: number, inApp: boolean, context = false) => ({
  function: fn,
  module,
  filename,
  lineno,
  inApp,
  inAppRule: inApp ? 'package com.example' : null,
  contextLine: context ? '        var answer = http.send(request, BodyHandlers.ofString());' : null,
  preContext: context ? ['    Receipt charge(Order order) {', '        var request = chargeRequest(order);', '        // The provider answers within 2 s on a good day.'] : null,
  postContext: context ? ['        return receiptFrom(answer);', '    }'] : null,
});

export const event = (id: string) => ({
  eventId: id,
  occurredAt: ago(12),
  level: 'error',
  platform: 'java',
  release: 'shop@2.14.0',
  environment: 'production',
  message: null,
  exceptions: [
    {
      type: 'PaymentTimeout',
      value: 'read timed out after 30000 ms',
      mechanism: null,
      frames: [
        frame('charge', 'com.example.shop.pay.PaymentClient', 'PaymentClient.java', 88, true, true),
        frame('proceed', 'io.quarkus.arc.impl.AbstractInvocationContext', 'AbstractInvocationContext.java', 105, false),
        frame('invoke', 'io.quarkus.arc.impl.AroundInvokeInvocationContext', 'AroundInvokeInvocationContext.java', 70, false),
        frame('place', 'com.example.shop.checkout.CheckoutService', 'CheckoutService.java', 112, true, true),
        frame('post', 'com.example.shop.checkout.CheckoutResource', 'CheckoutResource.java', 41, true),
        frame('handle', 'io.vertx.ext.web.impl.RouteState', 'RouteState.java', 1288, false),
        frame('run', 'java.lang.VirtualThread', 'VirtualThread.java', 329, false),
      ],
    },
    { type: 'java.net.http.HttpTimeoutException', value: 'request timed out', mechanism: null, frames: [frame('send', 'jdk.internal.net.http.HttpClientImpl', 'HttpClientImpl.java', 969, false), frame('run', 'java.lang.Thread', 'Thread.java', 1583, false)] },
  ],
  breadcrumbs: [
    { timestamp: (Date.now() - 44_000) / 1000, category: 'http', level: 'info', message: 'GET /cart', data: { status_code: 200 } },
    { timestamp: (Date.now() - 42_500) / 1000, category: 'log', level: 'warning', message: 'payment provider slow: 4.2 s' },
    { timestamp: (Date.now() - 12_500) / 1000, category: 'http', level: 'error', message: 'POST https://payments.example.com/charges', data: { reason: 'timeout' } },
  ],
  tags: { 'server_name': 'node-3.example.com', runtime: 'Java 25', customer_tier: 'business' },
  user: { id: 'u-8812', email: 'customer@example.com' },
  request: { method: 'POST', url: 'https://checkout.shop.example.com/orders', headers: { 'User-Agent': 'Mozilla/5.0', Accept: 'application/json' } },
  contexts: { os: { name: 'Linux', version: '6.1' }, runtime: { name: 'Temurin', version: '25.0.3' } },
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
});

export const slos = (coverage: number) => [
  slo('checkout-availability', 'checkout answers', 'checkout', 0.19, true, coverage),
  slo('storefront-availability', 'storefront answers', 'storefront', 0.91, false, coverage),
  slo('search-availability', 'search answers', 'search', 0.63, false, coverage),
];

function slo(name: string, displayName: string, service: string, usual: number, firing: boolean, coverage: number) {
  const young = coverage < 0.5;
  const left = young ? (firing ? -189 : 1) : usual;
  const valid = Math.ceil(777_600 * coverage);
  const part = (ratio: number) => ({ ratio, minutes: 43.2 * ratio });
  return {
    name,
    displayName,
    service,
    objective: '0.999',
    windowDays: 30,
    monitor: service,
    sli: { good: Math.round(valid * (1 - (1 - left) * 0.001)), valid, ratio: 1 - (1 - left) * 0.001 },
    budget: { leftRatio: left, leftMinutes: 43.2 * left, totalMinutes: 43.2, coverage, ifMissingGood: part(1 - (1 - left) * coverage), ifMissingBad: part(1 - (1 - left) * coverage - (1 - coverage) * 1000) },
    burn: [
      { name: 'page 1h/5m', longWindow: '1h', shortWindow: '5m', factor: 14.4, longBurn: firing ? 38.2 : 0.4, shortBurn: firing ? 52 : 0, holds: firing },
      { name: 'page 6h/30m', longWindow: '6h', shortWindow: '30m', factor: 6, longBurn: firing ? 7.1 : 0.3, shortBurn: firing ? 41 : 0.1, holds: firing },
    ],
    alert: { state: firing ? 'firing' : 'ok', since: ago(300), reason: firing ? '1h at 38.2 and 5m at 52, both above 14.4' : 'below' },
    freshAt: ago(6),
  };
}

export function series(from: number, to: number, points: number) {
  const step = Math.max(10, Math.round((to - from) / 1000 / points));
  const list: { at: string; good: number; valid: number; budgetLeft: number | null; burn1h: number | null }[] = [];
  let left = 0.72;
  for (let at = Math.floor(from / 1000); at * 1000 < to; at += step) {
    const tail = to - at * 1000 < (to - from) * 0.06;
    const hole = list.length > 90 && list.length < 104;
    left -= tail ? 0.028 : noise(list.length) < 0.1 ? 0.002 : 0;
    list.push({ at: iso(at * 1000), good: 30, valid: 30, budgetLeft: hole ? null : Math.max(0.19, left), burn1h: hole ? null : tail ? 8 + noise(at) * 30 : noise(list.length) * 1.4 });
  }
  return { stepSeconds: step, points: list };
}

export const OPENSLO = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout-availability
spec:
  service: checkout
  timeWindow:
    - duration: 30d
      isRolling: true
  objectives:
    - target: 0.999
`;
