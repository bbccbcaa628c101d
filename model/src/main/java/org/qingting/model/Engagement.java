package org.qingting.model;

/**
 * How often a post was acted upon, as observed when it was fetched. Never negative; 0 where
 * unknown.
 *
 * @param likes 点赞
 * @param comments 评论
 * @param shares 转发
 * @param views 阅读
 */
public record Engagement(long likes, long comments, long shares, long views) {
  /** Nothing observed. */
  public static final Engagement NONE = new Engagement(0, 0, 0, 0);

  public Engagement {
    if (likes < 0 || comments < 0 || shares < 0 || views < 0) {
      throw new IllegalArgumentException("engagement counts are never negative");
    }
  }
}
