package org.qingting.dashboards;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.search.Hit.Highlight;

/**
 * One post as it is shown. These are all the fields there are: nothing about who wrote it.
 *
 * @param id post id
 * @param title {@code ""} for posts without one
 * @param titleMarks what matched in the title
 * @param text the text, or the part of it that matches
 * @param textMarks what matched in the text
 * @param cut whether the text was cut; {@code /api/posts/{id}} gives all of it
 * @param url http or https only; {@code ""} for none
 * @param source id of the source
 * @param channel intake channel
 * @param at event time
 * @param tone the tone
 * @param negative probability of a negative tone, two decimals
 * @param themes theme ids
 * @param places places named
 * @param keywords its own keywords
 * @param police whether it concerns the police
 * @param incident id of its incident; {@code ""} for none
 * @param repost whether it repeats another
 * @param reposts how many repeat it
 * @param likes 点赞
 * @param comments 评论
 * @param shares 转发
 * @param views 阅读
 * @param textsHidden whether title and text are left out, since whoever asks may not read them
 */
record PostView(
    String id,
    String title,
    List<int[]> titleMarks,
    String text,
    List<int[]> textMarks,
    boolean cut,
    String url,
    String source,
    String channel,
    Instant at,
    String tone,
    double negative,
    List<String> themes,
    List<String> places,
    List<String> keywords,
    boolean police,
    String incident,
    boolean repost,
    long reposts,
    long likes,
    long comments,
    long shares,
    long views,
    boolean textsHidden) {

  /** Enough to judge a post by in a list. */
  static final int SNIPPET = 180;

  /**
   * Makes the view.
   *
   * @param matches ranges of {@link Post#fullText}
   * @param max at most about so many characters of text
   */
  static PostView of(Opinion opinion, long reposts, List<Highlight> matches, int max) {
    Post post = opinion.post();
    int textAt = post.title().isEmpty() ? 0 : post.title().length() + 1;
    Excerpt title =
        Excerpt.of(
            post.title(),
            Excerpt.within(matches, 0, post.title().length()),
            Math.max(post.title().length(), 1));
    Excerpt text =
        Excerpt.of(
            post.text(),
            Excerpt.within(matches, textAt, textAt + post.text().length()),
            Math.max(max, 1));
    return new PostView(
        post.id(),
        title.text(),
        title.marks(),
        text.text(),
        text.marks(),
        text.cut(),
        webAddress(post.url()),
        post.source(),
        post.channel().id(),
        post.eventTime(),
        opinion.analysis().tone().id(),
        Math.round(opinion.analysis().negative() * 100) / 100.0,
        opinion.analysis().themes(),
        opinion.analysis().places(),
        opinion.analysis().keywords(),
        opinion.analysis().police(),
        opinion.incident(),
        !post.repostOf().isEmpty(),
        reposts,
        post.engagement().likes(),
        post.engagement().comments(),
        post.engagement().shares(),
        post.engagement().views(),
        false);
  }

  /** Posts without what was written in them, and without the way there. */
  static List<PostView> withoutTexts(List<PostView> posts) {
    return posts.stream().map(PostView::withoutText).toList();
  }

  PostView withoutText() {
    return new PostView(
        id, "", List.of(), "", List.of(), false, "", source, channel, at, tone, negative, themes,
        places, List.of(), police, incident, repost, reposts, likes, comments, shares, views, true);
  }

  /** An address that a click may follow; {@code ""} for anything else, such as javascript:. */
  static String webAddress(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      return web && uri.getHost() != null && uri.getUserInfo() == null ? url : "";
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
