/**
 * The invented county of Qinghe (青禾县) and its web, for {@code qingting demo} and for tests.
 *
 * <pre>{@code
 * Clock clock = Clock.systemUTC();
 * DemoSettings settings = DemoSettings.of(42, false, clock.instant());
 * try (DemoWeb web = DemoWeb.start(settings, clock)) {
 *   List<SourceSpec> sources = web.sources(); // crawl these, allowing web.hosts()
 * }
 * }</pre>
 *
 * <p>Two weeks of ordinary days lie before the opening. Seconds after it an incident turns sour,
 * unless the settings ask for quiet; {@link org.qingting.pipeline.demo.DemoWeb#statementAt} says
 * when the police answer. All texts are templates in resource files, written for this project;
 * people, places and numbers are invented.
 */
package org.qingting.pipeline.demo;
