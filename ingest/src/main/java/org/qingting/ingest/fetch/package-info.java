/**
 * Fetches pages of strangers: politely, and without trusting them.
 *
 * <pre>{@code
 * try (Fetcher fetcher = new Fetcher(settings)) {
 *   FetchResult first = fetcher.fetch(URI.create("https://news.example/list"), Validators.NONE);
 *   // first.body(), first.url(), first.contentType() go to the parser
 *   FetchResult next = fetcher.fetch(URI.create("https://news.example/list"), first.validators());
 *   // next.status() == UNCHANGED when the server says so
 * }
 * }</pre>
 *
 * <p>Only http and https; every hop's addresses are checked and the checked address is the one
 * connected to; the whole exchange has one deadline; the body has a cap after decompression;
 * robots.txt is obeyed after RFC 9309. What cannot be fetched is a result with a message, not an
 * exception. {@link org.qingting.ingest.fetch.PageProbe} looks whether pages are still there,
 * {@link org.qingting.ingest.fetch.Politeness} keeps requests apart.
 */
package org.qingting.ingest.fetch;
