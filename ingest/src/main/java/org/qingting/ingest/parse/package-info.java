/**
 * Pure parsers: fetched bytes in, posts and links out; no I/O, no clock.
 *
 * <pre>{@code
 * PageParser parser = new PageParser();
 * ParsedPage list = parser.parse(spec, PageRole.LIST, url, bytes, contentType, now);
 * for (ParsedPage.DetailLink link : list.details()) {
 *   // fetch link.url(), then:
 *   ParsedPage detail = parser.parse(spec, PageRole.DETAIL, fetchedUrl, body, type, now);
 *   // the next page of a thread, told where the thread begins:
 *   parser.parse(spec, PageRole.DETAIL, nextUrl, link.url(), nextBody, type, now);
 * }
 * }</pre>
 *
 * <p>What comes out still holds names and numbers of people; {@code privacy} takes them away before
 * anything leaves {@code ingest}.
 */
package org.qingting.ingest.parse;
