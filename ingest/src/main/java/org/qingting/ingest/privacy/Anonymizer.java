package org.qingting.ingest.privacy;

import java.io.Serializable;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import org.qingting.ingest.parse.CanonicalUrl;
import org.qingting.ingest.parse.ParsedPost;
import org.qingting.ingest.parse.PlainText;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Post;

/**
 * Turns what a page or file says into what may leave {@code ingest}: ids and pseudonyms keyed,
 * names and numbers gone. Pure and thread-safe.
 */
public final class Anonymizer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final PrivacyKeys keys;
  private final MonthlyKeys monthly;

  /** With the keys of one month. */
  public Anonymizer(PrivacyKeys keys) {
    this.keys = keys;
    this.monthly = null;
  }

  /** With the keys of whatever month a post is fetched in. */
  public Anonymizer(MonthlyKeys monthly) {
    this.keys = null;
    this.monthly = monthly;
  }

  /**
   * Masks and keys one post.
   *
   * @param outerId the id that an import gave; {@code ""} for none. Where there is an address too,
   *     the address decides the id
   * @param batch the import that brings it; {@code ""} for crawled posts
   * @throws IllegalArgumentException if the post has neither title nor text
   */
  public Arrival anonymize(
      ParsedPost post,
      String source,
      Channel channel,
      String outerId,
      Instant fetchedAt,
      String batch) {
    if (monthly != null) {
      return new Anonymizer(monthly.at(fetchedAt))
          .anonymize(post, source, channel, outerId, fetchedAt, batch);
    }
    AuthorNames names = AuthorNames.of(post.author());
    String address = CanonicalUrl.post(post.url());
    String title = masked(PlainText.line(post.title(), PlainText.LONGEST_TITLE), names);
    String text = masked(PlainText.clean(post.text()), names);
    if (title.isEmpty() && text.isEmpty()) {
      throw new IllegalArgumentException("no text");
    }
    Instant publishedAt = post.publishedAt() == null ? fetchedAt : post.publishedAt();
    // A configured source keeps its id; what an import calls a source may be a person's account.
    String shownSource = batch.isEmpty() ? source : masked(PlainText.line(source, 100), names);
    Post masked =
        new Post(
            id(post, address, source, outerId),
            PublicUrl.of(address, names),
            shownSource,
            channel,
            publishedAt,
            fetchedAt,
            title,
            text,
            referred(post.threadUrl(), source),
            referred(post.repostOf(), source),
            post.engagement());
    return Arrival.of(masked, person(post.author()), batch);
  }

  /**
   * The id of the post at an address, as it stands in the index; for commands that name a post by
   * its address. With the keys of one month only.
   *
   * @return {@code ""} if the address is no http or https address
   */
  public String idOf(String url) {
    String canonical = CanonicalUrl.post(url);
    return canonical.isEmpty() ? "" : ofUrl(canonical);
  }

  private String id(ParsedPost post, String address, String source, String outerId) {
    String canonical = namesPost(post) ? address : CanonicalUrl.page(post.url());
    if (!canonical.isEmpty()) {
      return ofUrl(canonical);
    }
    if (!outerId.isEmpty()) {
      return ofOuterId(source, outerId);
    }
    // What a page says, not when it was fetched: the same post read again must get the same id.
    String time = post.publishedAt() == null ? "" : post.publishedAt().toString();
    return Keyed.hex(
        keys.ids(),
        "text\n" + source + "\n" + time + "\n" + normalized(post.title() + "\n" + post.text()));
  }

  /**
   * Whether the whole address stands for the post: floors share a page and are told apart by the
   * fragment; elsewhere that only names a spot.
   */
  private static boolean namesPost(ParsedPost post) {
    int hash = post.url().indexOf('#');
    return !post.threadUrl().isEmpty()
        || hash < 0
        || post.url().substring(hash).chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  private String referred(String reference, String source) {
    if (reference.isBlank()) {
      return "";
    }
    String canonical = CanonicalUrl.post(reference);
    return canonical.isEmpty() ? ofOuterId(source, reference.strip()) : ofUrl(canonical);
  }

  /** Without the scheme: sites link to themselves by http and https alike. */
  private String ofUrl(String canonical) {
    return Keyed.hex(keys.ids(), canonical.substring(canonical.indexOf("//")));
  }

  private String ofOuterId(String source, String outerId) {
    return Keyed.hex(keys.ids(), "id\n" + source + "\n" + outerId);
  }

  private long person(String author) {
    String name = normalized(author);
    return name.isEmpty() ? 0 : Keyed.number(keys.people(), name);
  }

  private static String masked(String text, AuthorNames names) {
    return names.mask(Masking.mask(text));
  }

  /** Letters and digits only, compatibility forms folded, lower case. */
  private static String normalized(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
