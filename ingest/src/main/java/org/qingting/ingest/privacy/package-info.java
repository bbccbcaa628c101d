/**
 * Takes people out of posts: numbers and mentions masked, ids and pseudonyms keyed.
 *
 * <pre>{@code
 * PrivacyKeys keys = KeyRing.open(home.resolve("keys"), now);   // the only I/O here
 * Anonymizer anonymizer = new Anonymizer(keys);
 * Arrival arrival = anonymizer.anonymize(parsed, spec.id(), Channel.ONLINE, "", now, "");
 * }</pre>
 *
 * <p>The author's name of a {@link org.qingting.ingest.parse.ParsedPost} ends here: it becomes
 * {@code Arrival.person}, a pseudonym under a key that lives for one calendar month.
 */
package org.qingting.ingest.privacy;
