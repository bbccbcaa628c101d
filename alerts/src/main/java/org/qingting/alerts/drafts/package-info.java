/**
 * What a press office may begin with after verification: drafts with every fact left blank, tips,
 * and what people ask.
 *
 * <pre>{@code
 * Drafts.standard().offer(Outcome.PARTLY_TRUE, "force", "山前镇");
 * Drafts.unfilled(text);             // blanks that nobody filled: not to be published
 * Concerns.standard().of(texts);     // "执法记录仪视频是否公开？", 12 posts
 * }</pre>
 */
package org.qingting.alerts.drafts;
