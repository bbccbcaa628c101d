/**
 * The built-in console: one web page, in Chinese or English, and the HTTP API behind it, which
 * other programs may read too.
 *
 * <pre>{@code
 * ConsoleSettings settings = ConsoleSettings.onLoopback(8090).withNotice("示例数据", "Sample data");
 * try (Console console = Console.start(settings, index.openReader(), desk)) {
 *   System.out.println("console: " + console.address());
 *   ...
 * }
 * }</pre>
 *
 * <h2>The API</h2>
 *
 * <p>Answers are JSON; times are ISO 8601 in UTC. Errors are {@code {"error": "what to do"}} with
 * status 400 (a parameter), 401 (log in first), 404, 405, 421 or 403 (not asked under this
 * console's own name, by a page of another origin, or without the role it takes), 503 (the index or
 * the desk cannot be read). GET and HEAD change nothing.
 *
 * <dl>
 *   <dt>{@code /api/overview}
 *   <dd>the headline: posts kept, those that concern police, negative ones of the last 24 hours,
 *       alerts, last update, version
 *   <dt>{@code /api/timeline?bucket=hour|day|6h|7d|auto}
 *   <dd>counts by tone over time, without gaps
 *   <dt>{@code /api/facets?facet=theme|source|place|keyword|channel&limit=1..200}
 *   <dd>the most frequent values and how many of their posts are negative
 *   <dt>{@code /api/posts?order=newest|oldest|relevance&size=1..200&after=}
 *   <dd>posts with what matched as pairs of UTF-16 positions; {@code next} goes into {@code after}
 *   <dt>{@code /api/posts/{id}}
 *   <dd>one post with all of its text
 *   <dt>{@code /api/alerts?limit=1..200&silent=true|false}
 *   <dd>alerts, newest first
 *   <dt>{@code /api/alerts/{id}}
 *   <dd>one alert with its evidence, the words that stand out and its history
 *   <dt>{@code /api/sources}
 *   <dd>how each source is doing
 *   <dt>{@code /api/health}
 *   <dd>status 200 when index and desk can be read
 * </dl>
 *
 * <h2>Log-in</h2>
 *
 * <p>Given a {@link org.qingting.dashboards.DeskAccess}, people log in and work on cases. While
 * only this machine is served (it listens on loopback and has no other {@code names}), reading asks
 * for no log-in; elsewhere all of the API does but {@code me}, {@code login}, {@code health} and
 * personal links. Whoever is a viewer and nothing else gets posts without title, text and address
 * ({@code "textsHidden": true}), and no search in texts ({@code q}).
 *
 * <p>What changes something is a POST of JSON, at most 64 KiB, with the console's own {@code
 * Origin}; else 403, 413 or 415.
 *
 * <dl>
 *   <dt>{@code /api/me}
 *   <dd>who is logged in, and what can be read
 *   <dt>POST {@code /api/login} with {@code {"id", "password"}}
 *   <dd>a session in a cookie, for twelve hours at most, half an hour idle; 401 (wrong), 429 (too
 *       many wrong ones: {@code Retry-After} tells for how many seconds)
 *   <dt>POST {@code /api/logout}
 *   <dd>ends it
 *   <dt>{@code /api/cases}, {@code /api/cases/{id}}, {@code /api/desk}
 *   <dd>what the office works on; a POST to a case acts on it: 409 when it cannot be done as the
 *       case stands
 *   <dt>{@code /api/links/{token}}
 *   <dd>what a personal link is for; a POST acknowledges in its holder's name: 403 (forged, or its
 *       holder may not), 409 (somebody else did), 410 (expired)
 * </dl>
 *
 * <p>Timeline, facets and posts take the filters {@code q}, {@code tone}, {@code theme}, {@code
 * place}, {@code source}, {@code channel}, {@code incident} (each but q with several values,
 * separated by commas), {@code from} and {@code until} (a date or a time with offset) or {@code
 * last} (such as {@code 24h} or {@code 7d}), {@code police=true} for what concerns police only, and
 * {@code reposts=true} to list reposts one by one instead of merging them into their original.
 *
 * <p>No answer says anything about who wrote a post; {@code people} of an alert is a count.
 */
package org.qingting.dashboards;
